#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "npm/package_manager.h"
#include "report/report.h"
#include "source/source.h"

namespace packwarden {

/// A script of package.json that a package manager runs while it packs or publishes.
struct LifecycleRun {
  PackageManager manager = PackageManager::npm;
  std::string event;      // "prepack"
  std::string command;    // of the manager, where it says: "publish", "pack", "install"
  std::string manifest;   // the package.json whose script it is; "" where the manager does not say
  std::string integrity;  // of the tarball, as npm tells `postpack`; "" of all others
};

/// What the environment says of this process; none: no package manager runs it as such a script.
/// `variable` gives the value of one, "" where it is not set.
[[nodiscard]] std::optional<LifecycleRun> lifecycle_run(
    const std::function<std::string(const char*)>& variable);

/// What may still change the package after this script, and whether it is too late to stop what is
/// published: sentences for people. `scripts` are the names of those that the package has.
[[nodiscard]] std::vector<std::string> lifecycle_notes(const LifecycleRun& run,
                                                       const std::vector<std::string>& scripts);

/// Adds to the report on the package in `directory` what the script that this process is run by
/// says of it. Nothing where that is another package's.
void note_lifecycle(Source& source, const std::string& directory, TargetReport& report);

}  // namespace packwarden
