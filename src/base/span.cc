#include "base/span.h"

#include <algorithm>
#include <cstddef>

#include "base/byte_search.h"
#include "base/text.h"

namespace packwarden {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// How many bytes more than units of UTF-16 the character at `at` has, which is left behind it.
/// Those of three bytes fill long files, and need no closer look.
std::uint64_t excess_of_one(std::string_view text, std::size_t& at) {
  constexpr char32_t kFirstOfTwoUnits = 0x10000;
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t left = text.size() - at;
  if (lead >= 0xE1 && lead < 0xED && left > 2 && continues(text[at + 1]) &&
      continues(text[at + 2])) {
    at += 3;
    return 2;
  }
  const CodePoint point = code_point_at(text, at);
  at += point.length;
  const bool is_pair = point.value != CodePoint::kInvalid && point.value >= kFirstOfTwoUnits;
  return point.length - (is_pair ? 2 : 1);
}

std::uint64_t excess_of(std::string_view text) {
  std::uint64_t out = 0;
  for (std::size_t at = find_non_ascii(text, 0); at < text.size(); at = find_non_ascii(text, at)) {
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
      out += excess_of_one(text, at);
    }
  }
  return out;
}

}  // namespace

LineColumn line_column(std::string_view text, std::uint64_t offset) {
  return line_column_from(text, 0, LineColumn{}, offset);
}

LineColumn line_column_from(std::string_view text, std::uint64_t known_offset, LineColumn known,
                            std::uint64_t offset) {
  const std::size_t end = std::min<std::size_t>(offset, text.size());
  const std::size_t begin = std::min<std::size_t>(known_offset, end);
  const std::string_view between = text.substr(begin, end - begin);
  const std::uint64_t lines = count_byte(between, '\n');
  if (lines == 0) {
    return {known.line, known.column + between.size(), known.excess + excess_of(between)};
  }
  const std::string_view last = between.substr(find_last_byte(between, '\n') + 1);
  return {known.line + lines, last.size() + 1, excess_of(last)};
}

}  // namespace packwarden
