#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// Who said where the hooks of a repository are.
enum class HooksPathOrigin : std::uint8_t {
  nobody,      // they are where git has them
  repository,  // core.hooksPath in its own configuration
  elsewhere,   // that of the user or of the machine: it is that of other repositories, too
};

/// A repository of git. Paths are absolute and without links, but for the last
/// parts of `hooks`.
struct GitRepository {
  std::string top;               // of the work tree
  std::string common_directory;  // .git; of a linked work tree that of the main one
  std::string hooks;             // the directory whose scripts git runs; it need not be there
  HooksPathOrigin hooks_origin = HooksPathOrigin::nobody;
  /// Whether git takes hooks from its configuration (`hook.<name>.command`): since 2.54.
  bool has_configured_hooks = false;
  /// Those that stand there, a line each: "hook.lint.command npx lint".
  std::string configured_commands;
};

/// The one that this process is in, or whose hook it is. Asks git. Fails outside of a work tree,
/// and where there is no git.
[[nodiscard]] Result<GitRepository> repository_here();

/// The one that `directory` is in.
[[nodiscard]] Result<GitRepository> repository_at(const std::string& directory);

/// Where git says that `path` really is; `path` itself where nothing is there yet.
[[nodiscard]] std::string without_links(const std::string& path);

/// Runs `git config --local` with `arguments`.
[[nodiscard]] Result<std::string> local_git_config(std::vector<std::string> arguments);

}  // namespace packwarden
