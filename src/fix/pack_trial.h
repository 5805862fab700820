#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/cached_tree.h"
#include "npm/overlay_tree.h"
#include "npm/pack_edit.h"
#include "npm/package.h"

namespace packwarden {

/// What an edit changes of what is packed; of several versions of npm all together.
struct PackChange {
  std::set<std::string> gained;
  std::set<std::string> lost;    // by some version that packed it
  std::set<std::string> packed;  // by some version
};

/// Packs a package as it would be after edits, which nobody makes. Not thread-safe.
class PackTrial {
 public:
  /// `npm` are versions; those that cannot pack the package as it is do not count. Fails where none
  /// of them can. `package` outlives this.
  [[nodiscard]] static Result<PackTrial> create(const Package& package,
                                                const std::vector<int>& npm);

  /// The content of package.json that edits begin with, in place of the one on disk.
  void begin_with(std::string manifest);

  /// The paths of all files that some version packs of the package as it is, sorted.
  [[nodiscard]] const std::vector<std::string>& all_packed() const { return all_packed_; }

  /// What becomes of the packed set. The edits are made one after the other. Fails where one cannot
  /// be made, and where a version cannot pack any more.
  [[nodiscard]] Result<PackChange> try_out(const std::vector<PackEdit>& edits) const;

  /// The content of each file that the edits change, by its path in the package.
  [[nodiscard]] Result<std::map<std::string, std::string>> contents_after(
      const std::vector<PackEdit>& edits) const;

  [[nodiscard]] const Package& package() const { return *package_; }
  /// One of the versions that pack the package.
  [[nodiscard]] int version() const { return before_.front().npm; }
  /// Whether a file or directory is there, by its path in the package.
  [[nodiscard]] bool has(const std::string& path) const;

 private:
  /// What one version packs, sorted.
  struct Packed {
    int npm = 0;
    std::vector<std::string> paths;
  };

  explicit PackTrial(const Package& package);

  [[nodiscard]] Result<Packed> pack(const FileTree& tree, int npm) const;
  /// Puts what the edits make into `tree`, and the paths of the files into `changed`.
  [[nodiscard]] Result<void> apply(const std::vector<PackEdit>& edits, OverlayTree& tree,
                                   std::set<std::string>& changed) const;

  const Package* package_;
  std::unique_ptr<CachedTree> cached_;
  std::optional<std::string> manifest_;
  std::vector<Packed> before_;
  std::vector<std::string> all_packed_;
};

}  // namespace packwarden
