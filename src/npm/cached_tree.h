#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "npm/file_tree.h"

namespace packwarden {

/// Another tree as it was when each part of it was first looked at, for several walks over it.
/// Keeps listings and statuses, up to a million of each; errors and contents are asked for again.
/// Not thread-safe. `base` outlives it.
class CachedTree : public FileTree {
 public:
  explicit CachedTree(const FileTree& base) : base_(base) {}

  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(
      const std::string& directory) const override;
  [[nodiscard]] Result<FileStatus> lstat(const std::string& path) const override;
  [[nodiscard]] Result<std::string> real_directory(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path,
                                         std::uint64_t limit) const override;
  [[nodiscard]] Result<std::string> absolute_path() const override { return base_.absolute_path(); }

 private:
  const FileTree& base_;
  mutable std::unordered_map<std::string, std::vector<DirectoryEntry>> listings_;
  mutable std::unordered_map<std::string, FileStatus> statuses_;
  mutable std::size_t entries_ = 0;  // in all listings
};

}  // namespace packwarden
