#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// Bytes that are written before they are read, so that nobody fills them with zeros first.
struct RawBytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;

  [[nodiscard]] std::string_view view() const { return {data.get(), size}; }
};

/// Whether `bytes` begin like a gzip file (RFC 1952, section 2.3.1).
[[nodiscard]] bool begins_like_gzip(std::string_view bytes);

/// All that the gzip file `compressed` holds, at the speed of libdeflate: for the honest case only.
/// None when the file is not exactly one sound member, when it would be more than `limit` bytes, or
/// when its ratio is suspect; GzipStream then tells what is wrong, and costs no memory.
[[nodiscard]] std::optional<RawBytes> inflate_whole(std::string_view compressed,
                                                    std::uint64_t limit);

/// `bytes` as one gzip file, as small as it gets and without a time: the same for the same bytes.
/// Fails only without memory.
[[nodiscard]] Result<std::string> gzip_whole(std::string_view bytes);

}  // namespace packwarden
