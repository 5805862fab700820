#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/pack_run.h"
#include "npm/package_manager.h"
#include "npm/packlist.h"

namespace packwarden {

/// A package on disk, read as far as packing it needs.
class Package {
 public:
  /// Opens the directory and reads its package.json. Fails where there is none, and where npm
  /// refuses it. `publisher` is the program that will publish it, where that is known; else the
  /// package itself tells. If it is pnpm, the directory that `publishConfig.directory` names is the
  /// package.
  [[nodiscard]] static Result<Package> open(RequestedPackage request,
                                            std::optional<PackageManager> publisher = std::nullopt);

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
  /// How the package manager that this package uses would pack it, if that is not npm.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  Package(RequestedPackage request, std::unique_ptr<DiskTree> tree);

  [[nodiscard]] Result<void> read(std::optional<PackageManager> publisher);
  [[nodiscard]] Result<void> read_manifest();

  RequestedPackage request_;
  std::unique_ptr<DiskTree> tree_;
  Manifest manifest_;
  std::vector<std::string> notes_;
};

}  // namespace packwarden
