#include <algorithm>
#include <array>
#include <functional>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_points.h"
#include "npm/javascript.h"
#include "npm/package_spec.h"

namespace packwarden {
namespace {

/// Findings of one check in one block of dependencies.
constexpr std::size_t kMostFindings = 50;

/// A member of a block of dependencies.
struct Dependency {
  std::string_view block;
  std::string_view name;
  std::string_view spec;
};

using Blocks = std::span<const std::string_view>;
constexpr std::array<std::string_view, 3> kInstalled = {"dependencies", "optionalDependencies",
                                                        "peerDependencies"};
constexpr std::array<std::string_view, 1> kDevelopment = {"devDependencies"};
constexpr std::array<std::string_view, 1> kPlain = {"dependencies"};

void for_each_dependency(const PackageView& package, Blocks blocks,
                         const std::function<void(const Dependency&)>& take) {
  for (const std::string_view block : blocks) {
    const Json* members = package.manifest().find(block);
    if (members == nullptr || members->object() == nullptr) continue;
    for (const auto& [name, spec] : *members->object()) {
      if (spec.string() != nullptr) take({block, name, trim_blanks(*spec.string())});
    }
  }
}

/// "`dependencies.x`"
std::string place_of(const Dependency& dependency) {
  return "`" + std::string(dependency.block) + "." + escape_for_display(dependency.name) + "`";
}

/// Adds what `judge` says of each dependency; none: it is all right.
void judge_all(const PackageView& package, PackageHits& hits, Blocks blocks,
               const std::function<std::optional<Hit>(const Dependency&)>& judge) {
  std::size_t found = 0;
  for_each_dependency(package, blocks, [&](const Dependency& dependency) {
    if (found >= kMostFindings) return;
    std::optional<Hit> hit = judge(dependency);
    if (!hit) return;
    ++found;
    hits.add_in_manifest(*std::move(hit), {dependency.block, dependency.name});
  });
}

/// The protocol that only the authors' own machines understand; "" of none.
std::string_view local_protocol(std::string_view spec) {
  constexpr std::array<std::string_view, 5> kLocal = {
      "file:", "link:", "portal:", "workspace:", "catalog:"};
  const auto* const found = std::find_if(kLocal.begin(), kLocal.end(), [&](std::string_view start) {
    return spec.starts_with(start);
  });
  return found == kLocal.end() ? std::string_view() : *found;
}

/// Whether the package brings along what a `file:` names.
bool is_packed(const PackageView& package, std::string_view spec) {
  if (!spec.starts_with("file:")) return false;
  const std::string_view target = spec.substr(std::string_view("file:").size());
  if (target.starts_with('/') || target.starts_with("..") || target.starts_with('~')) return false;
  const std::string path = target_path(target);
  return package.find(path) != nullptr || package.has_directory(path + "/");
}

void find_local(const PackageView& package, PackageHits& hits) {
  judge_all(package, hits, kInstalled, [&](const Dependency& dependency) -> std::optional<Hit> {
    const std::string_view protocol = local_protocol(dependency.spec);
    if (protocol.empty()) return std::nullopt;
    const std::string what = place_of(dependency) + " is `" + std::string(protocol) + "`";
    if (is_packed(package, dependency.spec)) {
      return Hit{Severity::medium, what + " of something that is packed.", ""};
    }
    if (package.package() == nullptr || protocol == "file:" || protocol == "link:") {
      return Hit{hits.severity(), what + ", which exists where the package was made alone.", ""};
    }
    return Hit{hits.severity(),
               what + ". pnpm, Yarn and Bun replace it when they pack; npm publishes it as it is.",
               ""};
  });
}

void find_local_in_development(const PackageView& package, PackageHits& hits) {
  judge_all(package, hits, kDevelopment, [&](const Dependency& dependency) -> std::optional<Hit> {
    const std::string_view protocol = local_protocol(dependency.spec);
    if (protocol.empty()) return std::nullopt;
    return Hit{hits.severity(), place_of(dependency) + " is `" + std::string(protocol) + "`.", ""};
  });
}

/// Whether the other end may change what it gives, or give it to anybody on the way.
std::optional<std::string_view> weakness_of(std::string_view spec) {
  if (spec.starts_with("http://"))
    return "a tarball over plain HTTP, which anybody on the way may change";
  const auto parsed = parse_package_spec("x@" + std::string(spec), "a dependency");
  if (!parsed || parsed->is_alias) return std::nullopt;
  if (parsed->kind == SpecKind::remote) return "a tarball at an address of its own";
  if (parsed->kind == SpecKind::git) return "a repository, which may move or be closed to others";
  return std::nullopt;
}

void find_addresses(const PackageView& package, PackageHits& hits) {
  constexpr std::array<std::string_view, 4> kAll = {"dependencies", "devDependencies",
                                                    "optionalDependencies", "peerDependencies"};
  judge_all(package, hits, kAll, [&](const Dependency& dependency) -> std::optional<Hit> {
    const auto weakness = weakness_of(dependency.spec);
    if (!weakness) return std::nullopt;
    Severity severity = dependency.spec.starts_with("http://") ? Severity::high : hits.severity();
    if (dependency.block == kDevelopment[0]) severity = Severity::note;
    return Hit{severity, place_of(dependency) + " is " + std::string(*weakness) + ".", ""};
  });
}

bool takes_any_version(std::string_view spec) {
  constexpr std::array<std::string_view, 9> kAny = {"",    "*",     "latest", "x",      "X",
                                                    "*.*", "*.*.*", ">=0",    ">=0.0.0"};
  std::string packed(spec);
  std::erase(packed, ' ');
  return is_one_of(packed, kAny);
}

void find_unbounded(const PackageView& package, PackageHits& hits) {
  judge_all(package, hits, kPlain, [&](const Dependency& dependency) -> std::optional<Hit> {
    if (!takes_any_version(dependency.spec)) return std::nullopt;
    const bool is_types = dependency.name.starts_with("@types/");
    return Hit{is_types ? Severity::note : hits.severity(),
               place_of(dependency) + " takes any version.",
               "Give `" + escape_for_display(dependency.name) + "` a range such as `^1.2.3`."};
  });
}

}  // namespace

const PackageCheck kLocalDependency = {
    {"pkg-local-dependency", Severity::high, "Dependency on something local",
     "Nobody else can install the package.",
     "Name a range of versions, or publish with the package manager that puts one in its place."},
    find_local};

const PackageCheck kLocalDevDependency = {
    {"pkg-local-dev-dependency", Severity::note, "Development dependency on something local",
     "It harms nobody, but may be a sign that the wrong package.json is packed.",
     "Nothing has to be done; a range of versions would say the same to others."},
    find_local_in_development};

const PackageCheck kUnboundedRange = {
    {"pkg-unbounded-range", Severity::medium, "Dependency on any version",
     "Whatever is released next is installed, broken or malicious.",
     "Give it a range such as `^1.2.3`."},
    find_unbounded};

const PackageCheck kUrlDependency = {
    {"pkg-url-dependency", Severity::medium, "Dependency by its address",
     "What stands there may change or go, and no registry vouches for it.",
     "Publish the dependency, or name a commit of it over https."},
    find_addresses};

}  // namespace packwarden
