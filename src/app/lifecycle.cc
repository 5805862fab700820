#include "app/lifecycle.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <utility>

#include "app/integrity.h"
#include "base/environment.h"
#include "npm/package.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

using Events = std::span<const std::string_view>;

// What is run until the tarball is made, in this order. npm and pnpm: `npm help scripts`, and what
// they were seen to do; the others: seen.
constexpr std::array<std::string_view, 5> kOfNpm = {"prepublishOnly", "prepack", "preprepare",
                                                    "prepare", "postprepare"};
constexpr std::array<std::string_view, 4> kOfPnpm = {"prepublishOnly", "prepublish", "prepack",
                                                     "prepare"};
constexpr std::array<std::string_view, 4> kOfYarnClassic = {"prepublish", "prepare",
                                                            "prepublishOnly", "prepack"};
constexpr std::array<std::string_view, 2> kOfYarn = {"prepublish", "prepack"};
constexpr std::array<std::string_view, 3> kOfBun = {"prepublishOnly", "prepack", "prepare"};

Events events_before_the_tarball(PackageManager manager) {
  switch (manager) {
    case PackageManager::npm:
      return kOfNpm;
    case PackageManager::pnpm:
      return kOfPnpm;
    case PackageManager::yarn_classic:
      return kOfYarnClassic;
    case PackageManager::yarn:
      return kOfYarn;
    case PackageManager::bun:
      return kOfBun;
  }
  return {};
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

/// The scripts of the package that are run between this one and the tarball.
std::vector<std::string> still_to_run(const LifecycleRun& run,
                                      const std::vector<std::string>& scripts) {
  const Events events = events_before_the_tarball(run.manager);
  std::vector<std::string> out;
  auto at = std::find(events.begin(), events.end(), run.event);
  for (; at != events.end(); ++at) {
    const bool has_script = std::find(scripts.begin(), scripts.end(), *at) != scripts.end();
    if (*at != run.event && has_script) out.emplace_back(*at);
  }
  return out;
}

bool is_after_upload(const LifecycleRun& run) {
  const bool is_late_of_yarn = run.manager == PackageManager::yarn && run.event == "postpack";
  return is_late_of_yarn || run.event == "publish" || run.event == "postpublish";
}

/// Whether the tree is about to be packed: npm runs `prepare` when it installs, too.
bool is_packing(const LifecycleRun& run) {
  return run.command.empty() || run.command == "pack" || run.command == "publish" ||
         run.command == "stage";
}

std::string advice_for(PackageManager manager) {
  return manager == PackageManager::yarn ? "Audit at the end of prepack" : "Audit in postpack, too";
}

bool is_same_directory(const std::string& a, const std::string& b) {
  struct stat first = {};
  struct stat second = {};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

std::vector<std::string> scripts_of(const Source& source) {
  const Package* package = source.package();
  const Json* scripts = package == nullptr ? nullptr : package->manifest().document.find("scripts");
  std::vector<std::string> out;
  if (scripts == nullptr || scripts->object() == nullptr) return out;
  for (const auto& [name, script] : *scripts->object()) out.push_back(name);
  return out;
}

}  // namespace

std::optional<LifecycleRun> lifecycle_run(const std::function<std::string(const char*)>& variable) {
  LifecycleRun out;
  out.event = variable("npm_lifecycle_event");
  const auto manager = calling_manager(variable("npm_config_user_agent"));
  if (out.event.empty() || !manager) return std::nullopt;
  out.manager = *manager;
  out.command = variable("npm_command");
  out.manifest = variable("npm_package_json");
  if (*manager == PackageManager::npm && out.event == "postpack") {
    out.integrity = variable("npm_package_integrity");
    if (!is_integrity(out.integrity)) out.integrity.clear();
  }
  return out;
}

std::vector<std::string> lifecycle_notes(const LifecycleRun& run,
                                         const std::vector<std::string>& scripts) {
  const std::string name(name_of(run.manager));
  if (is_after_upload(run)) {
    return {"Too late: where " + name + " publishes, it has uploaded the package before it runs " +
            run.event + ". Audit at the end of prepack."};
  }
  if (run.manager == PackageManager::npm && run.event == "prepublish") {
    return {"npm does not run prepublish when it publishes. Audit at the end of prepack."};
  }
  if (!is_packing(run)) return {};
  const std::vector<std::string> left = still_to_run(run, scripts);
  if (!left.empty()) {
    return {"Not final yet: after " + run.event + " " + name + " runs " + list_of(left) +
            ", which may change the package. " + advice_for(run.manager) + "."};
  }
  if (run.integrity.empty()) return {};
  return {"The tarball that npm made of it: " + run.integrity + "."};
}

void note_lifecycle(Source& source, const std::string& directory, TargetReport& report) {
  const auto run = lifecycle_run(environment_variable);
  if (!run) return;
  const std::string of = run->manifest.empty() ? "." : std::string(directory_name(run->manifest));
  if (!is_same_directory(of, directory)) return;
  report.digests.integrity = run->integrity;
  for (std::string& note : lifecycle_notes(*run, scripts_of(source))) {
    report.notes.push_back(std::move(note));
  }
}

}  // namespace packwarden
