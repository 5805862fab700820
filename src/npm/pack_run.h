#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// Which workspaces a run of npm is for where `--workspace` names none.
enum class WorkspaceScope : std::uint8_t {
  implicit,  // the one that the working directory belongs to; where there is none, no workspaces
  all,       // --workspaces; from within a workspace npm still takes that one alone
  none,      // --no-workspaces
};

/// Whether the root of the workspaces is packed as well, `--include-workspace-root`.
enum class WorkspaceRoot : std::uint8_t { left_out, included };

/// What npm is told.
struct PackRequest {
  /// The argument of `npm pack`: "." is the working directory, and only that one may be a
  /// workspace. With any of the options below it is the directory that npm runs in.
  std::string directory = ".";
  WorkspaceScope scope = WorkspaceScope::implicit;
  std::vector<std::string> workspaces;  // --workspace: names, paths, or directories of workspaces
  WorkspaceRoot root = WorkspaceRoot::left_out;

  /// Whether any of these options is given.
  [[nodiscard]] bool asks_for_workspaces() const {
    return scope != WorkspaceScope::implicit || !workspaces.empty() ||
           root == WorkspaceRoot::included;
  }
};

/// A package that npm packs.
struct RequestedPackage {
  std::string shown;      // for people: as typed, or relative to the working directory
  std::string root;       // the package, or the root of its workspaces
  std::string directory;  // of the package beneath `root`; "" is that itself
  /// Of a run for workspaces: the paths that `workspace_rules` asks for.
  std::optional<std::vector<std::string>> chosen;
  std::string workspace;  // its path beneath `root` as npm knows it, which may be a link
  std::string prefix;     // the directory whose package.json npm takes for the project's
  std::string note;       // one sentence for people, or nothing
};

/// A directory that is packed by itself.
[[nodiscard]] RequestedPackage single_package(const std::string& directory);

/// The packages that a run of npm packs, in its order, at least one; found as npm finds them
/// (src/npm/README.md section 1): the root of workspaces is looked for in the directories above,
/// too. Fails where npm fails, and at limits.
[[nodiscard]] Result<std::vector<RequestedPackage>> packages_of_run(const PackRequest& request);

}  // namespace packwarden
