#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/descriptor.h"
#include "npm/file_tree.h"

namespace packwarden {

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
  [[nodiscard]] Result<std::string> absolute_path() const override;

  /// The text of a link, which is not followed. Of 4,096 bytes and more it is an error.
  [[nodiscard]] Result<std::string> read_link(const std::string& path) const;

  /// Opens a regular file for reading; follows no link. A file that waits for a writer or a reader
  /// is refused, not waited for.
  [[nodiscard]] Result<Descriptor> open_file(const std::string& path) const;
  /// What `fstat` says of it.
  [[nodiscard]] static Result<FileStatus> status(const Descriptor& file, const std::string& path);

 private:
  enum class Links : std::uint8_t { follow, follow_beneath, refuse };

  [[nodiscard]] static std::uint64_t resolve_flags(Links links, std::string_view path);

  DiskTree(std::string root, Descriptor descriptor, PathResolution resolution);

  [[nodiscard]] Result<Descriptor> open_beneath(const std::string& path, int flags,
                                                Links links) const;
  [[nodiscard]] Result<Descriptor> open_by_components(const std::string& path, int flags) const;
  [[nodiscard]] Result<void> enter(std::string_view directory) const;

  std::string root_;  // as typed
  Descriptor descriptor_;
  PathResolution resolution_;
  mutable Descriptor directory_;  // looked at last
  mutable std::string directory_path_;
};

}  // namespace packwarden
