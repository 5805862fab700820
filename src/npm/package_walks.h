#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"
#include "npm/packlist.h"
#include "npm/walker.h"

namespace packwarden {

/// What a walk over the package, or over one that it bundles, found.
struct PackageWalk {
  std::string path;             // of the bundled package as npm lists it; "" is the package itself
  std::string directory;        // where that is; another than `path` for a link
  std::vector<WalkStep> steps;  // their paths count from `directory`
  std::vector<FoundFile> files;
};

/// Hears how the rules decided about a name, in a walk over the package or over one that it
/// bundles, whose manifest this is. Of the walk, `path` and `directory` are known.
using WalkHearer =
    std::function<void(const PackageWalk& walk, const Manifest& manifest, WalkStep step)>;

/// Tells of each name that the walks look at. Fails where npm fails, and at limits.
[[nodiscard]] Result<void> hear_walks(const FileTree& tree, const Manifest& manifest,
                                      const PackContext& context, const WalkHearer& hearer);

/// The files that npm packs, each path once and in no particular order. `bins` are the programs of
/// `manifest`. `dropped` takes what it drops of the package itself. Fails where npm fails, and at
/// limits.
[[nodiscard]] Result<std::vector<FoundFile>> find_packed_files(
    const FileTree& tree, const Manifest& manifest, const std::vector<BinEntry>& bins,
    const PackContext& context, std::vector<DroppedEntry>* dropped = nullptr);

/// The same for what is at `path`, relative to the package, or below it: first the walk over the
/// package, then those over each bundled package that the path concerns. With the steps that lead
/// to the path, except where it is a whole bundled package.
[[nodiscard]] Result<std::vector<PackageWalk>> walk_to_path(const FileTree& tree,
                                                            const Manifest& manifest,
                                                            const PackContext& context,
                                                            const std::string& path);

}  // namespace packwarden
