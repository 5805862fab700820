#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tool/hook_script.h"

namespace packwarden {

/// A program that writes a repository's hooks itself, from a configuration of its own: what others
/// add to the hooks is lost.
struct HookManager {
  std::string_view name;
  std::string file;  // that says so: "lefthook.yml", "package.json"
};

/// The files that set up such programs and lint-staged, seen from the top of a work tree. They may
/// stand in package.json, too.
[[nodiscard]] std::vector<std::string> files_of_hook_managers();

/// The fields of package.json that do.
inline constexpr std::array<std::string_view, 2> kHookFields = {"lint-staged", "simple-git-hooks"};

/// Whether its configuration at `top`, the top of a work tree, calls packwarden, itself or by
/// scripts of package.json.
[[nodiscard]] bool calls_packwarden(const HookManager& manager, const std::string& top);

/// The one that is set up at `top`, the top of a work tree. Not husky, whose hooks are files.
[[nodiscard]] std::optional<HookManager> hook_manager_at(const std::string& top);

/// Where lint-staged is set up: it calls programs for the files that are staged, from a hook of
/// somebody else's. None where it is not.
[[nodiscard]] std::optional<std::string> lint_staged_at(const std::string& top);

/// What packwarden is called by from hooks, seen from `top`: the one that npm installed there, if
/// there is one. Not npx, which takes longer to start than packwarden to examine.
[[nodiscard]] std::string program_at(const std::string& top);

/// The lines to add to the manager's configuration.
[[nodiscard]] std::string lines_for(const HookManager& manager, GitHook hook,
                                    const std::string& program);

/// The lines to add to that of lint-staged.
[[nodiscard]] std::string lines_for_lint_staged(const std::string& program);

}  // namespace packwarden
