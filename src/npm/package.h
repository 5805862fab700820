#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/pack_run.h"
#include "npm/packlist.h"

namespace packwarden {

/// A package on disk, read as far as packing it needs.
class Package {
 public:
  /// Opens the directory and reads its package.json. Fails where there is none, and where npm
  /// refuses it. pnpm publishes the directory that `publishConfig.directory` names, which is then
  /// the package.
  [[nodiscard]] static Result<Package> open(RequestedPackage request);

  /// What a major version of npm packs of it. Fails where npm fails, at limits, and for a version
  /// that has no profile.
  [[nodiscard]] Result<PackList> pack(int npm, const WalkLimits& limits) const;

  /// Files are found in it by the path that `path_of` gives.
  [[nodiscard]] const DiskTree& tree() const { return *tree_; }
  /// Where a file of the package is in the tree.
  [[nodiscard]] std::string path_of(const std::string& source) const;
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  /// The directory as people know it.
  [[nodiscard]] const std::string& shown() const { return request_.shown; }
  /// How other package managers, one of which this package uses, would pack it.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  Package(RequestedPackage request, std::unique_ptr<DiskTree> tree);

  [[nodiscard]] Result<void> read();

  RequestedPackage request_;
  std::unique_ptr<DiskTree> tree_;
  Manifest manifest_;
  std::vector<std::string> notes_;
};

}  // namespace packwarden
