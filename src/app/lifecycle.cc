#include "app/lifecycle.h"

#include <utility>

#include "app/integrity.h"
#include "base/environment.h"
#include "base/text.h"
#include "npm/directory.h"
#include "npm/lifecycle_events.h"
#include "npm/package.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

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
  std::vector<std::string> out;
  for (const std::string_view event : events_between(run.manager, run.event)) {
    if (is_one_of(event, scripts)) out.emplace_back(event);
  }
  return out;
}

/// Whether the tree is about to be packed: npm runs `prepare` when it installs, too.
bool is_packing(const LifecycleRun& run) {
  return run.command.empty() || run.command == "pack" || run.command == "publish" ||
         run.command == "stage";
}

std::string advice_for(PackageManager manager) {
  return manager == PackageManager::yarn ? "Audit at the end of prepack" : "Audit in postpack, too";
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
  const LifecycleTime time = lifecycle_time(run.manager, run.event);
  if (time == LifecycleTime::after_upload) {
    return {"Too late: where " + name + " publishes, it has uploaded the package before it runs " +
            run.event + ". Audit at the end of prepack."};
  }
  if (run.event == "prepublish" && time == LifecycleTime::never) {
    return {name + " does not run prepublish when it publishes. Audit at the end of prepack."};
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
  if (!is_same_file(of, directory)) return;
  report.digests.integrity = run->integrity;
  for (std::string& note : lifecycle_notes(*run, scripts_of(source))) {
    report.notes.push_back(std::move(note));
  }
}

}  // namespace packwarden
