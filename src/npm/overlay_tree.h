#pragma once

#include <map>
#include <string>

#include "npm/file_tree.h"

namespace packwarden {

/// Another tree with some regular files replaced or added: what it would be after an edit. Those
/// are not links, whatever the other tree has in their place; links to them lead to the old
/// content. `base` outlives it.
class OverlayTree : public FileTree {
 public:
  explicit OverlayTree(const FileTree& base) : base_(base) {}

  /// The directory of `path` is one of the other tree.
  void put(const std::string& path, std::string content);

  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(
      const std::string& directory) const override;
  [[nodiscard]] Result<FileStatus> lstat(const std::string& path) const override;
  [[nodiscard]] Result<std::string> real_directory(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path,
                                         std::uint64_t limit) const override;
  [[nodiscard]] Result<std::string> absolute_path() const override { return base_.absolute_path(); }

 private:
  const FileTree& base_;
  std::map<std::string, std::string> contents_;  // by path
};

}  // namespace packwarden
