#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "npm/file_tree.h"

namespace packwarden {

/// A tree that is held in memory, for tests and fuzzers.
class MemoryTree : public FileTree {
 public:
  /// Adds a regular file and the directories above it. What is at `path` is replaced.
  void add_file(std::string_view path, std::string content, std::uint32_t mode = 0644);
  /// The same for a file of which only the size counts; it reads as empty.
  void add_file_of_size(std::string_view path, std::uint64_t size, std::uint32_t mode = 0644);
  /// Adds something else: a directory, a link without target, a device.
  void add(std::string_view path, FileType type);
  /// Adds a second name of the file at `existing`.
  void add_hard_link(std::string_view path, std::string_view existing);

  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(
      const std::string& directory) const override;
  [[nodiscard]] Result<FileStatus> lstat(const std::string& path) const override;
  [[nodiscard]] Result<std::string> real_directory(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path,
                                         std::uint64_t limit) const override;
  /// "/memory".
  [[nodiscard]] Result<std::string> absolute_path() const override;

 private:
  struct Node {
    FileStatus status;
    std::string content;
  };

  Node& add_node(std::string_view path, FileType type);

  std::map<std::string, Node> nodes_;  // by path; the root is not in it
};

}  // namespace packwarden
