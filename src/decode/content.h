#pragma once

#include <string_view>

namespace packwarden {

// What decoded bytes are: most runs that could be encoded are not, and what a decoder makes of them
// is noise.

/// Whether nearly all bytes are printable ASCII, white space or other characters of UTF-8, of which
/// the end may cut off the last: what a decoder would not make of bytes that were never encoded.
/// `text` is not empty.
[[nodiscard]] bool is_readable(std::string_view text);

/// Whether `bytes` are something to look at: a readable text, one of UTF-16, an archive, a
/// compressed or a compiled file. Not empty.
[[nodiscard]] bool is_content(std::string_view bytes);

/// Whether bytes that begin so may be, in constant time. `begin` has three bytes or more.
[[nodiscard]] bool may_begin_content(std::string_view begin);

/// Whether a text is of UTF-16, by its byte order mark or by where the zeros of ASCII are.
[[nodiscard]] bool is_utf16(std::string_view text);

}  // namespace packwarden
