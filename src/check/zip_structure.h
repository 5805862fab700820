#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace packwarden {

/// How a zip archive lies in the bytes of a file.
struct ZipStructure {
  std::uint64_t bytes_before = 0;
  std::uint64_t bytes_behind = 0;
  /// Whether its directory and the files in it do not tell the same: other names, or files that the
  /// directory does not have.
  bool disagrees = false;
};

/// The zip archive that the file holds, found from its end as readers do. None where there is none,
/// it has no files, or it has the form for more than 4 GB.
[[nodiscard]] std::optional<ZipStructure> zip_structure(std::string_view bytes);

/// The bytes behind the end of the first archive of `bytes`, a tar or gzip file, that are not zero;
/// further gzip members belong to it. 0 where it is broken or holds more than 256 MiB.
[[nodiscard]] std::uint64_t bytes_behind_tar(std::string_view bytes);
[[nodiscard]] std::uint64_t bytes_behind_gzip(std::string_view bytes);

}  // namespace packwarden
