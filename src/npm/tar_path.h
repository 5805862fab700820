#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// The path of the tar entry for the file at `path`: "package/" and the path without what would be
/// a root on Windows, such as "c:" or a leading backslash (src/npm/README.md section 7, "Roots").
/// Of a name that is nothing but roots only "package/" remains.
[[nodiscard]] std::string tar_path(std::string_view path);

/// The same for the other name of a hard link, whose root is not stripped.
[[nodiscard]] std::string tar_link_path(std::string_view path);

/// How a path goes into the header of a tar entry.
struct TarName {
  std::string name;        // at most 100 bytes
  std::string prefix;      // at most 155 bytes
  bool needs_pax = false;  // it does not fit or is not ASCII: the whole path goes into a pax header
};

/// Splits as npm does: as little as possible into `name`.
[[nodiscard]] TarName tar_name(std::string_view path);

/// The path that npm reads back from its tarball and lists, without the first "package/".
[[nodiscard]] std::string listed_path(std::string_view tar_path);

}  // namespace packwarden
