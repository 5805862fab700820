#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <tl/expected.hpp>

#include "base/descriptor.h"
#include "base/result.h"
#include "source/source.h"

namespace packwarden {

/// Whether a symbolic link in the place of a file is followed or is an error.
enum class Links : std::uint8_t { follow, refuse };

/// A file's bytes, or why there are none and how many these would have been.
using FileBytes = tl::expected<std::string, UnreadEntry>;

/// An Error of kind `unsupported` that names the type of a file that is no regular file: "is a
/// FIFO, not a regular file". `mode` as in `struct stat`.
[[nodiscard]] Error file_type_error(std::string where, mode_t mode);

/// Opens the directory `path` relative to the open directory `root` (or AT_FDCWD). With
/// Links::refuse no part of the path may be a link, and it cannot lead out of `root`. `where` names
/// it in errors.
[[nodiscard]] Result<Descriptor> open_directory(int root, const std::string& path, Links links,
                                                const std::string& where);

/// Opens `name`, relative to the open directory `directory` (or AT_FDCWD), for reading. Never waits
/// for a FIFO or a device, never gets a controlling terminal. `where` names the file in errors.
[[nodiscard]] Result<Descriptor> open_file(int directory, const std::string& name, Links links,
                                           const std::string& where);

/// open_file for what must be a regular file.
[[nodiscard]] Result<Descriptor> open_regular_file(int directory, const std::string& name,
                                                   Links links, const std::string& where);

/// Reads whole regular files, quickly when they are small. Not thread-safe.
class FileReader {
 public:
  /// Files of more than `limit` bytes are a limit error (`entry-bytes`).
  explicit FileReader(std::uint64_t limit);

  /// The bytes of the regular file that open_file would open; anything else is an error, and so is
  /// a large file that changes meanwhile. A file that fits into the buffer is read at once.
  [[nodiscard]] FileBytes read(int directory, const std::string& name, Links links,
                               const std::string& where);

 private:
  std::uint64_t limit_;
  std::string buffer_;  // reused, so that a small file costs one exact allocation
};

}  // namespace packwarden
