#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "npm/file_tree.h"

namespace packwarden {

/// An open file descriptor; closes it. -1: none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// How paths are kept beneath the root.
enum class PathResolution : std::uint8_t {
  kernel,      // openat2 (Linux 5.6)
  components,  // one component after the other, no links at all: slower, and the fall-back
};

/// A directory on disk. Holds its descriptor and that of the directory looked at last, so that it
/// keeps to the directory it was opened on, whatever becomes of its name. Not thread-safe.
class DiskTree : public FileTree {
 public:
  /// `root` as typed. `kernel` becomes `components` where the kernel lacks openat2.
  [[nodiscard]] static Result<std::unique_ptr<DiskTree>> open(
      const std::string& root, PathResolution resolution = PathResolution::kernel);

  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(
      const std::string& directory) const override;
  [[nodiscard]] Result<FileStatus> lstat(const std::string& path) const override;
  [[nodiscard]] Result<std::string> real_directory(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path,
                                         std::uint64_t limit) const override;

  /// Opens a regular file for reading; follows no link. A file that waits for a writer or a reader
  /// is refused, not waited for.
  [[nodiscard]] Result<FileDescriptor> open_file(const std::string& path) const;
  /// What `fstat` says of it.
  [[nodiscard]] static Result<FileStatus> status(const FileDescriptor& file,
                                                 const std::string& path);

 private:
  enum class Links : std::uint8_t { follow_beneath, refuse };

  DiskTree(FileDescriptor descriptor, PathResolution resolution);

  [[nodiscard]] Result<FileDescriptor> open_beneath(const std::string& path, int flags,
                                                    Links links) const;
  [[nodiscard]] Result<FileDescriptor> open_by_components(const std::string& path, int flags) const;
  [[nodiscard]] Result<void> enter(const std::string& directory) const;

  FileDescriptor descriptor_;
  PathResolution resolution_;
  mutable FileDescriptor directory_;  // looked at last
  mutable std::string directory_path_;
};

}  // namespace packwarden
