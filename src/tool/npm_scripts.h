#pragma once

#include <optional>
#include <string>
#include <vector>

#include "npm/package_manager.h"
#include "tool/planned_files.h"

namespace packwarden {

/// The scripts of package.json that call packwarden before anything is uploaded.
struct ScriptPlan {
  std::optional<PlannedFile> file;  // none: nothing is to be changed
  std::vector<std::string> notes;   // sentences for people
  bool is_published = false;        // whether there is a package that is not private
  bool has_workspaces = false;      // whether package.json names some, or that of the repository
  std::string below;  // where the package is from the top of the repository; "": that is the top
  PackageManager manager = PackageManager::npm;
};

/// For the package in `directory`, which is absolute; `shown` is how people know its package.json.
/// Scripts that are there stay, with packwarden behind them in `prepack`, which stops a publish by
/// every manager, and in front of them in `postpack`, which sees what is packed but under yarn 2
/// and newer comes too late. Fails where package.json is no JSON.
[[nodiscard]] Result<ScriptPlan> plan_of_scripts(const std::string& directory,
                                                 const std::string& shown);

}  // namespace packwarden
