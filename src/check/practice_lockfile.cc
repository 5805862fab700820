#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "base/text.h"
#include "check/advisories.h"
#include "check/all.h"
#include "check/practice.h"
#include "check/wording.h"
#include "npm/package.h"
#include "npm/posix_path.h"

// The record of what is installed with the package: practice-lockfile,
// practice-vulnerable-dependency.
namespace packwarden {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{32} << 20U;

/// The directory of the package and those above it, as far as the tree goes.
std::vector<std::string> directories_above(const PackageView& package) {
  std::vector<std::string> out = {package.package()->path_of("")};
  while (!out.back().empty()) {
    const std::size_t slash = out.back().rfind('/');
    out.push_back(slash == std::string::npos ? "" : out.back().substr(0, slash));
  }
  return out;
}

bool is_file(const PackageView& package, const std::string& path) {
  const auto status = package.package()->tree().lstat(path);
  return status && status->type == FileType::regular;
}

/// The first of `names` that lies in one of the directories; "" of none.
std::string find_file(const PackageView& package, std::span<const std::string_view> names) {
  for (const std::string& directory : directories_above(package)) {
    for (const std::string_view name : names) {
      std::string path =
          directory.empty() ? std::string(name) : directory + "/" + std::string(name);
      if (is_file(package, path)) return path;
    }
  }
  return "";
}

constexpr std::array<std::string_view, 2> kOfNpm = {"npm-shrinkwrap.json", "package-lock.json"};

/// npm's lockfile, and where it lies.
struct Lockfile {
  std::string path;
  Json content;
};

/// None: there is none, or it cannot be read.
std::optional<Lockfile> npm_lockfile(const PackageView& package) {
  const std::string path = find_file(package, kOfNpm);
  if (path.empty()) return std::nullopt;
  const auto text = package.package()->tree().read(path, kMostBytes);
  if (!text) return std::nullopt;
  auto parsed = parse_json(*text, path);
  return parsed ? std::optional(Lockfile{path, *std::move(parsed)}) : std::nullopt;
}

/// "name: spec" of each dependency of a manifest, or of what a lockfile says of one.
std::set<std::string> dependencies_of(const Json& manifest) {
  constexpr auto kBlocks =
      std::to_array<std::string_view>({"dependencies", "devDependencies", "optionalDependencies"});
  std::set<std::string> out;
  for (const std::string_view block : kBlocks) {
    const Json* members = manifest.find(block);
    if (members == nullptr || members->object() == nullptr) continue;
    for (const auto& [name, spec] : *members->object()) {
      if (spec.string() != nullptr) out.insert(name + ": " + *spec.string());
    }
  }
  return out;
}

/// What the lockfile says of the package itself; null: it is of an older form, or says nothing.
const Json* own_record(const PackageView& package, const Lockfile& lockfile) {
  const Json* packages = lockfile.content.find("packages");
  const std::size_t slash = lockfile.path.rfind('/');
  const std::string directory = slash == std::string::npos ? "" : lockfile.path.substr(0, slash);
  std::string own = package.package()->path_of("");
  if (!directory.empty()) own = own.substr(std::min(directory.size(), own.size()));
  if (own.starts_with('/')) own.erase(0, 1);
  return packages == nullptr ? nullptr : packages->find(own);
}

void check_lockfile(const PackageView& package, PackageHits& hits) {
  constexpr auto kNames =
      std::to_array<std::string_view>({"bun.lock", "bun.lockb", "npm-shrinkwrap.json",
                                       "package-lock.json", "pnpm-lock.yaml", "yarn.lock"});
  if (!is_app(package)) return;
  const std::set<std::string> wanted = dependencies_of(package.manifest());
  if (wanted.empty()) return;
  if (find_file(package, kNames).empty()) {
    return hits.add_in_manifest({hits.severity(), "There is none.", ""}, {"dependencies"});
  }
  const auto lockfile = npm_lockfile(package);
  const Json* record = lockfile ? own_record(package, *lockfile) : nullptr;
  if (record == nullptr || dependencies_of(*record) == wanted) return;
  hits.add_in_manifest({hits.severity(), "package-lock.json is of other dependencies.",
                        "Run `npm install`, and commit the lockfile."},
                       {"dependencies"});
}

/// "name" of ".../node_modules/name", which is where a lockfile has it.
std::string_view installed_name(std::string_view key) {
  constexpr std::string_view kModules = "node_modules/";
  const std::size_t at = key.rfind(kModules);
  return at == std::string_view::npos ? std::string_view() : key.substr(at + kModules.size());
}

std::string text_of(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value == nullptr || value->string() == nullptr ? std::string() : *value->string();
}

bool is_for_development(const Json& record) {
  const Json* mark = record.find("dev");
  return mark != nullptr && mark->truthy();
}

Hit hit_of(const std::string& name, const std::string& version, const Advisory& advisory) {
  const std::string summary =
      advisory.summary.empty() ? "" : ": " + escape_for_display(to_valid_utf8(advisory.summary));
  return {advisory.severity,
          quoted(name) + " " + escape_for_display(to_valid_utf8(version)) + " has " +
              escape_for_display(advisory.id) + summary + ".",
          advisory.fixed.empty() ? "Do without " + quoted(name) + "."
                                 : "Update " + quoted(name) + " to " + advisory.fixed + "."};
}

void check_advisories(const PackageView& package, PackageHits& hits) {
  if (package.advisories() == nullptr || package.package() == nullptr) return;
  const auto lockfile = npm_lockfile(package);
  const Json* packages = lockfile ? lockfile->content.find("packages") : nullptr;
  if (packages == nullptr || packages->object() == nullptr) return;
  std::set<std::string> told;
  for (const auto& [key, record] : *packages->object()) {
    const std::string alias = text_of(record, "name");
    const std::string name = alias.empty() ? std::string(installed_name(key)) : alias;
    const std::string version = text_of(record, "version");
    const bool is_installed = !installed_name(key).empty() && !version.empty();
    if (!is_installed || is_for_development(record) || !told.insert(name + "@" + version).second) {
      continue;
    }
    for (const Advisory& advisory : package.advisories()->find(name, version)) {
      hits.add_in_manifest(hit_of(name, version, advisory), {});  // which has a limit
    }
  }
}

}  // namespace

const PackageCheck kPracticeLockfile = {
    {"practice-lockfile", Severity::note, "No record of what is installed",
     "Without a lockfile that fits, each installation of the application is another one.",
     "Run `npm install`, and commit the lockfile."},
    check_lockfile,
    CheckGroup::practices};

const PackageCheck kPracticeVulnerable = {
    {"practice-vulnerable-dependency", Severity::medium, "Vulnerable package in the lockfile",
     "It is installed with the application.", "Update it."},
    check_advisories,
    CheckGroup::practices};

}  // namespace packwarden
