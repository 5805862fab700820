#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace packwarden {

/// A moment at which git calls a program.
enum class GitHook : std::uint8_t { pre_commit, pre_push };

inline constexpr std::array<GitHook, 2> kGitHooks = {GitHook::pre_commit, GitHook::pre_push};

/// "pre-commit"; also the name of git's file.
[[nodiscard]] std::string_view name_of(GitHook hook);

/// What packwarden is called with there, as a line of a shell script has it.
[[nodiscard]] std::string arguments_for(GitHook hook);

/// A script that does nothing but call packwarden: that of `hooks/` in the repository.
[[nodiscard]] std::string hook_file(GitHook hook);

/// `text`, a script, with packwarden's block in it. What is around the block stays byte by byte,
/// a block that is there is replaced, and a script that calls packwarden without one, itself or by
/// scripts of `manifest`, a package.json, stays as it is. In front of all else for pre-push, whose
/// standard input only one can read: the block hands it on. At the end for pre-commit, since others
/// may change what is staged; what they ended with stays what the hook ends with. `where` names the
/// script in errors: it is no script of a shell, or ends before its end.
[[nodiscard]] Result<std::string> with_hook_block(std::string text, GitHook hook,
                                                  const Json& manifest, const std::string& where);

/// A script without the block.
struct HookWithoutBlock {
  std::string text;
  bool is_ours = false;  // nothing else was in it: the file goes
};

/// None where there is no block. Fails where one has no end.
[[nodiscard]] Result<std::optional<HookWithoutBlock>> without_hook_block(std::string text,
                                                                         const std::string& where);

}  // namespace packwarden
