#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"

namespace packwarden {

/// The type that the mode of `struct stat` tells.
[[nodiscard]] FileType file_type(mode_t mode);

/// The absolute path of what exists at `path`, without links.
[[nodiscard]] Result<std::string> real_path(const std::string& path);

/// Whether something, be it a link, is called `path`.
[[nodiscard]] bool is_there(const std::string& path);

/// Whether both paths lead to one file or directory; of what is not there neither is.
[[nodiscard]] bool is_same_file(const std::string& path, const std::string& other);

/// The entries of an open directory that was not listed before, without `.` and `..`, sorted by
/// bytes. `where` names it in errors.
[[nodiscard]] Result<std::vector<DirectoryEntry>> list_directory(int descriptor,
                                                                 const std::string& where);

/// openat2(2) of Linux 5.6 with RESOLVE_ flags; -1 and errno on failure, ENOSYS from older kernels.
[[nodiscard]] int open_resolved(int root, const std::string& path, int flags,
                                std::uint64_t resolve);

}  // namespace packwarden
