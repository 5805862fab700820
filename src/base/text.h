#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace packwarden {

/// Whether all bytes are below 0x80.
[[nodiscard]] bool is_ascii(std::string_view bytes);

/// The first byte at `at` or behind it that is 0x80 or more; the size of `bytes` where all are
/// below.
[[nodiscard]] std::size_t find_non_ascii(std::string_view bytes, std::size_t at);

/// A character of UTF-8, or what stands in its place.
struct CodePoint {
  static constexpr char32_t kInvalid = 0xFFFFFFFF;
  char32_t value = kInvalid;  // kInvalid: `length` bytes that are a maximal invalid sequence
  std::size_t length = 1;
};

/// The character at `offset`, which is less than the size of `text`.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t offset);

/// `bytes` as valid UTF-8: each maximal invalid sequence becomes U+FFFD, as WHATWG's decoder (and
/// so Node.js) does it.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

/// `name` made safe for a terminal and for one line of text: control characters (C0, DEL, C1), line
/// and paragraph separators, bidirectional controls and invalid UTF-8 become `\xNN` or `\u{NNNN}`
/// escapes, a backslash becomes `\\`. Nothing else changes.
[[nodiscard]] std::string escape_for_display(std::string_view name);

/// Cells that `text` takes on a terminal: code points, with wide East Asian characters as two and
/// combining ones as none. `text` is valid UTF-8 without control characters.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Of ASCII alone, whatever the locale.
[[nodiscard]] constexpr bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_ascii_letter(char c) {
  return is_ascii_lower(c) || is_ascii_upper(c);
}
[[nodiscard]] constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// The value of a hexadecimal digit; none of another byte.
[[nodiscard]] constexpr std::optional<unsigned> hexadecimal_value(char c) {
  if (is_ascii_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// The value of the two hexadecimal digits at `at`; none where there are not two.
[[nodiscard]] std::optional<unsigned char> hexadecimal_octet(std::string_view text, std::size_t at);

/// RFC 3986, section 2.1. A `%` without two digits stands for itself.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// Appends UTF-8. A surrogate, and what is above U+10FFFF, becomes U+FFFD.
void append_utf8(char32_t code_point, std::string& out);

/// Whether `text` is one of `names`, a container of texts.
template <class Names>
[[nodiscard]] bool is_one_of(std::string_view text, const Names& names) {
  return std::find(std::begin(names), std::end(names), text) != std::end(names);
}

/// `text` without bytes of `around` at its begin and end.
[[nodiscard]] std::string_view trimmed(std::string_view text,
                                       std::string_view around = " \t\r\n\f\v");

/// ASCII letters of `text` in lower case; other bytes unchanged.
[[nodiscard]] std::string ascii_lower(std::string_view text);

/// "1,234"
[[nodiscard]] std::string grouped(std::uint64_t count);

/// "1 file", "1,234 files": the count and the noun, with an `s` unless the count is one.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view noun);

/// Bytes for people, in powers of 1,000 with one decimal place as npm prints them: "512 B", "1.2
/// kB".
[[nodiscard]] std::string human_bytes(std::uint64_t bytes);

}  // namespace packwarden
