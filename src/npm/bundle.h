#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"
#include "npm/workspaces.h"

namespace packwarden {

/// A package in node_modules that goes into the tarball of another.
struct BundledPackage {
  std::string path;       // where npm lists it, relative to the package that bundles it
  std::string directory;  // where it is, relative to that too; another than `path` for a link
  Manifest manifest;

  [[nodiscard]] bool is_link() const { return path != directory; }
};

/// The installed packages that npm bundles with the package at `directory` of `tree` (section 6 of
/// src/npm/README.md), each path once. What is not installed is left out, as npm does. Fails where
/// npm fails, and at a limit. A link may lead out of the package; so does then what it leads to.
[[nodiscard]] Result<std::vector<BundledPackage>> bundled_packages(
    const FileTree& tree, const std::string& directory, const Manifest& manifest,
    const std::vector<Workspace>& workspaces);

}  // namespace packwarden
