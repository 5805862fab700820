#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// What the `.npmrc` of a project says of workspaces (section 1 of src/npm/README.md) and of
/// scripts. Nothing where it does not.
struct ProjectSettings {
  std::optional<std::vector<std::string>> workspaces;  // `workspace`
  std::optional<bool> all_workspaces;                  // `workspaces`
  bool include_root = false;                           // `include-workspace-root`
  bool ignore_scripts = false;                         // `ignore-scripts`: npm runs none

  /// Whether the file says anything of workspaces.
  [[nodiscard]] bool chooses() const { return workspaces || all_workspaces || include_root; }

  friend bool operator==(const ProjectSettings&, const ProjectSettings&) = default;
};

/// Reads the text of a `.npmrc`, which `where` names in errors. Other settings and sections do not
/// count. Fails where npm does: `workspace` that is no text. Values never come into an error: the
/// file may hold tokens.
[[nodiscard]] Result<ProjectSettings> parse_project_settings(std::string_view text,
                                                             const std::string& where);

/// Those of the project in `directory`, an absolute path; none where npm cannot read the file
/// either. More than 1 MiB are a limit error.
[[nodiscard]] Result<ProjectSettings> project_settings_in(const std::string& directory);

}  // namespace packwarden
