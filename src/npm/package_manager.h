#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "npm/file_tree.h"
#include "npm/manifest.h"

namespace packwarden {

enum class PackageManager : std::uint8_t { npm, pnpm, yarn_classic, yarn, bun };

/// "pnpm"; both kinds of yarn are "yarn".
[[nodiscard]] std::string_view name_of(PackageManager manager);

/// The program whose `npm_config_user_agent` this is, as "pnpm/9.1.0 npm/? node/v20.1.0 linux x64".
[[nodiscard]] std::optional<PackageManager> calling_manager(std::string_view user_agent);

/// A package manager, and how one can tell.
struct ManagerInUse {
  PackageManager manager = PackageManager::npm;
  std::string evidence;        // "pnpm-lock.yaml", "packageManager in package.json"
  std::string workspace_root;  // where that was found above the package; "" is the package
};

/// The package manager of the package at `directory`, a path on disk: by `packageManager` in its
/// package.json, then by what lies beside that, then by the same of the root of workspaces above
/// it. None where nothing tells.
[[nodiscard]] std::optional<ManagerInUse> manager_of(const std::string& directory);

/// The directory that pnpm publishes in place of the package: `publishConfig.directory`, relative
/// and without `..`. None where there is none beneath the package.
[[nodiscard]] std::optional<std::string> published_directory(const Manifest& manifest);

/// In which ways the manager packs this package otherwise than npm, one sentence for people; ""
/// for npm. `tree` and `directory` are those of the package.
[[nodiscard]] std::string packing_note(const ManagerInUse& used, const Manifest& manifest,
                                       const FileTree& tree, const std::string& directory);

}  // namespace packwarden
