#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/disk_tree.h"
#include "npm/explain.h"
#include "npm/manifest.h"
#include "npm/npm_host.h"
#include "npm/pack_run.h"
#include "npm/package_manager.h"
#include "npm/packing_reasons.h"
#include "npm/packlist.h"

namespace packwarden {

/// Who publishes a package, as far as that is known.
struct Publisher {
  std::optional<PackageManager> manager;  // none: the package itself tells
  NpmHost host;
  std::string global_ignore_file;  // of npm 12; "" is none
  std::string note;                // one sentence for people, or nothing
};

/// A package on disk, read as far as packing it needs.
class Package {
 public:
  /// Opens the directory and reads its package.json. Fails where there is none, and where npm
  /// refuses it. If pnpm publishes it, the directory that `publishConfig.directory` names is the
  /// package.
  [[nodiscard]] static Result<Package> open(RequestedPackage request, Publisher publisher = {});

  /// What a major version of npm packs of it. Fails where npm fails, at limits, and for a version
  /// that has no profile.
  [[nodiscard]] Result<PackList> pack(int npm, const WalkLimits& limits) const;

  /// The same as if `manifest` were its package.json and `tree` what is on disk: an edit that is
  /// tried. Paths in `tree` are those of `tree()`.
  [[nodiscard]] Result<PackList> pack_as(const FileTree& tree, const Manifest& manifest, int npm,
                                         const WalkLimits& limits) const;

  /// By which rules that version packs its files.
  [[nodiscard]] Result<PackingReasons> reasons(int npm, const WalkLimits& limits) const;

  /// Why that version packs a path of it, or does not.
  [[nodiscard]] Result<Explanation> explain(const std::string& path, int npm) const;

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
  Package(RequestedPackage request, Publisher publisher, std::unique_ptr<DiskTree> tree);

  [[nodiscard]] Result<PackContext> context_for(int npm, const WalkLimits& limits) const;
  [[nodiscard]] Result<void> check_prefix(const Profile& profile) const;
  [[nodiscard]] Result<void> read();
  [[nodiscard]] Result<void> read_manifest();

  RequestedPackage request_;
  Publisher publisher_;
  std::unique_ptr<DiskTree> tree_;
  Manifest manifest_;
  std::vector<std::string> notes_;
};

}  // namespace packwarden
