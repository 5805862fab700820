#pragma once

#include <dirent.h>
#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "source/descriptor.h"
#include "source/file_reader.h"

namespace packwarden {

/// A name in a directory. `type` holds the type bits of `struct stat`'s mode; 0: the file system
/// does not say.
struct DirectoryItem {
  std::string name;
  mode_t type = 0;
};

/// Opens the directory `path` relative to the open directory `root` (or AT_FDCWD). With
/// Links::refuse no part of the path may be a link, and it cannot lead out of `root`. `where` names
/// it in errors.
[[nodiscard]] Result<Descriptor> open_directory(int root, const std::string& path, Links links,
                                                const std::string& where);

/// An open directory that is being listed.
class Directory {
 public:
  Directory(Descriptor descriptor, std::string where);

  /// Its names but `.` and `..`, sorted by their bytes. Called once.
  [[nodiscard]] Result<std::vector<DirectoryItem>> items();
  /// Valid as long as this object, and -1 when it could not be set up for listing.
  [[nodiscard]] int descriptor() const;

 private:
  struct Close {
    void operator()(DIR* handle) const { ::closedir(handle); }
  };
  std::unique_ptr<DIR, Close> handle_;
  int open_error_ = 0;
  std::string where_;
};

}  // namespace packwarden
