#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// Tar archives consist of blocks of this many bytes.
inline constexpr std::size_t kTarBlockBytes = 512;

/// What the header block of a tar archive holds (POSIX.1-2017, pax, "ustar Interchange Format").
struct TarBlock {
  std::string name;                   // with the prefix field, where there is one
  std::string target;                 // the link name field
  char type = '0';                    // the type flag
  std::optional<std::uint64_t> size;  // none: the field is no octal number
  bool damaged = false;               // node-tar drops the block or takes another name from it
};

/// `block` as a header; none when its checksum does not say that it is one.
[[nodiscard]] std::optional<TarBlock> read_tar_block(std::string_view block);

/// Key and value of each record of an extended header (POSIX.1-2017, pax, "pax Extended Header");
/// of equal keys the last value counts. None when the records are malformed.
[[nodiscard]] std::optional<std::map<std::string, std::string>> read_pax_records(
    std::string_view records);

/// `digits` as a number: one digit or more of `base` and nothing else, below 2^63.
[[nodiscard]] std::optional<std::uint64_t> read_number(std::string_view digits, unsigned base);

}  // namespace packwarden
