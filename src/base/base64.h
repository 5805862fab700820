#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace packwarden {

/// RFC 4648: section 4 ends in `+/`, section 5 in `-_`; either takes both for the same.
enum class Base64Alphabet : std::uint8_t { standard, url, either };

/// The bytes that `text` encodes. Strict: one alphabet, no white space, the unused bits of the last
/// character zero. Padding may be left out, but not be wrong. None when `text` is not base64.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text,
                                                       Base64Alphabet alphabet);

/// Like decode_base64, but when only the last one to four characters do not decode, the bytes of
/// those before; empty when even these do not.
[[nodiscard]] std::string decode_base64_prefix(std::string_view text, Base64Alphabet alphabet);

/// The whole bytes of characters of either alphabet and nothing else, at whatever bit these end.
[[nodiscard]] std::string decode_base64_run(std::string_view digits);

/// The bytes in the standard alphabet, padded.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace packwarden
