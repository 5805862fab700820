#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/ignore_file.h"
#include "npm/package_rules.h"

namespace packwarden {

/// Budgets of a walk; reaching one is a limit error.
struct WalkLimits {
  std::size_t files = 200'000;
  std::size_t path_bytes = 4096;
  std::size_t path_depth = 256;
  std::uint64_t steps = 20'000'000'000;  // of matching, about one a comparison
};

/// Which files besides its own rules a directory below the root is judged by.
enum class NestedManifests : std::uint8_t {
  ignored,
  read_as_rules,  // in the root of workspaces npm reads each package.json as an ignore file
};

/// Whether the ignore files in the root of the package count.
enum class RootIgnoreFiles : std::uint8_t { read, passed_over };

/// What a walk is given. Everything outlives it.
struct WalkRequest {
  std::string directory;                    // the package, beneath the tree's root; "" is the root
  std::vector<const RuleList*> root_lists;  // in order; those of the package follow
  RootIgnoreFiles root_ignore_files = RootIgnoreFiles::read;
  const PackageRules* package = nullptr;   // counts where there is a package.json
  const RuleList* defaults = nullptr;      // of every directory below
  const RuleList* strict_below = nullptr;  // the same
  NestedManifests nested_manifests = NestedManifests::ignored;
  WalkLimits limits;
};

/// A file that the rules let in. `path` is relative to the package.
struct WalkedFile {
  std::string path;
  FileStatus status;
};

/// Goes over a package as npm does (src/npm/README.md section 4) and returns the files that it
/// packs, in no particular order. Fails where npm fails: at what cannot be listed or looked up, and
/// at names that it cannot handle.
[[nodiscard]] Result<std::vector<WalkedFile>> walk_package(const FileTree& tree,
                                                           const WalkRequest& request);

}  // namespace packwarden
