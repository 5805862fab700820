#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

enum class FileType : std::uint8_t { regular, directory, link, other, unknown };

struct DirectoryEntry {
  std::string name;                   // raw bytes
  FileType type = FileType::unknown;  // what the listing says without a look at the file
};

/// What `lstat` says of a file.
struct FileStatus {
  FileType type = FileType::regular;
  std::uint32_t mode = 0;  // permission bits and set-id bits, 07777
  std::uint64_t size = 0;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t links = 1;
  std::int64_t modified_seconds = 0;
  std::int64_t modified_nanoseconds = 0;

  friend bool operator==(const FileStatus&, const FileStatus&) = default;
};

/// The limit error (`file-bytes`) of a file that is read whole and has more than `limit` bytes.
[[nodiscard]] Error file_too_large(std::string path, std::uint64_t limit);

/// Whether a listing, sorted by bytes, has an entry of that very name.
[[nodiscard]] bool has_entry(const std::vector<DirectoryEntry>& entries, std::string_view name);

/// Read-only view of a directory. Paths are relative to it, '/'-separated, without `.` and `..`; ""
/// is the directory itself. Never leaves it, but where a path begins with `..`, as those of
/// `real_directory` may: no link is followed there.
class FileTree {
 public:
  FileTree() = default;
  FileTree(const FileTree&) = delete;
  FileTree& operator=(const FileTree&) = delete;
  virtual ~FileTree() = default;

  /// The entries of `directory`, `.` and `..` left out, sorted by bytes. Follows no link.
  [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(
      const std::string& directory) const = 0;

  /// Does not follow a link at any component.
  [[nodiscard]] virtual Result<FileStatus> lstat(const std::string& path) const = 0;

  /// The path of a directory without links, which are followed, out of the tree, too.
  [[nodiscard]] virtual Result<std::string> real_directory(const std::string& path) const = 0;

  /// The content of a regular file. Follows links, but none that leads out of the tree. More than
  /// `limit` bytes are a limit error.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path,
                                                 std::uint64_t limit) const = 0;

  /// Of the root, without links, as the system has it now.
  [[nodiscard]] virtual Result<std::string> absolute_path() const = 0;
};

}  // namespace packwarden
