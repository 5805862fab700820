#pragma once

#include <cstdint>
#include <string_view>

namespace packwarden {

/// Half-open range of byte offsets: `begin` is in it, `end` is not.
struct ByteSpan {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t size() const { return end - begin; }
  friend bool operator==(const ByteSpan&, const ByteSpan&) = default;
};

/// A place in a text: line and column count from 1; the column counts bytes.
struct LineColumn {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  /// By how much the column would be less if it counted units of UTF-16, as editors and SARIF do: 0
  /// behind nothing but ASCII.
  std::uint64_t excess = 0;

  /// The column in units of UTF-16, from 1. An invalid byte of UTF-8 is one unit, or a part of one,
  /// as decoders make U+FFFD of it.
  [[nodiscard]] std::uint64_t utf16_column() const { return column - excess; }
  friend bool operator==(const LineColumn&, const LineColumn&) = default;
};

/// The place of byte `offset` of `text`. Lines end at `\n`; an offset past the end is the end.
[[nodiscard]] LineColumn line_column(std::string_view text, std::uint64_t offset);

/// The place of `offset`, given that `known` is the place of `known_offset` <= `offset`: for many
/// places of one text in ascending order the text is read once.
[[nodiscard]] LineColumn line_column_from(std::string_view text, std::uint64_t known_offset,
                                          LineColumn known, std::uint64_t offset);

}  // namespace packwarden
