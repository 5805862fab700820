#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace packwarden {

/// What stands in a repository for a file that Git LFS keeps elsewhere.
struct LargeFilePointer {
  std::string sha256;  // of the file, in hexadecimal
  std::uint64_t size = 0;
};

/// The pointer that `bytes` are; none: they are something else. (Git LFS Specification, version 1.)
[[nodiscard]] std::optional<LargeFilePointer> parse_large_file_pointer(std::string_view bytes);

/// Where the file lies beneath the directory of a repository: "lfs/objects/1a/2b/1a2b…".
[[nodiscard]] std::string path_of(const LargeFilePointer& pointer);

}  // namespace packwarden
