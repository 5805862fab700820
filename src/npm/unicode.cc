#include "npm/unicode.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "npm/unicode_tables.h"

namespace packwarden {
namespace {

bool is_high(char32_t c) { return c >= 0xD800 && c <= 0xDBFF; }
bool is_low(char32_t c) { return c >= 0xDC00 && c <= 0xDFFF; }

void append_utf16(char32_t c, std::u16string& out) {
  if (c < 0x10000) {
    out += static_cast<char16_t>(c);
    return;
  }
  out += static_cast<char16_t>(0xD7C0 + (c >> 10U));
  out += static_cast<char16_t>(0xDC00 | (c & 0x3FFU));
}

/// The code point at `i` of valid UTF-8; moves `i` behind it.
char32_t next_code_point(std::string_view utf8, std::size_t& i) {
  const auto byte = [&] { return static_cast<unsigned char>(utf8[i++]); };
  const unsigned char first = byte();
  if (first < 0x80) return first;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  char32_t c = first & (0x3FU >> static_cast<unsigned>(more));
  for (int k = 0; k < more; ++k) c = (c << 6U) | (byte() & 0x3FU);
  return c;
}

bool in_row(const CaseRow& row, char32_t c) {
  return c >= row.first && c <= row.last && (c - row.first) % row.step == 0;
}

char32_t shifted(char32_t c, std::int32_t delta) {
  return static_cast<char32_t>(static_cast<std::int32_t>(c) + delta);
}

/// Rows are sorted by `first`, and those of step 2 may enclose others: hence the short look back.
template <std::size_t n>
char32_t mapped(const CaseRow (&rows)[n], char32_t c) {
  const CaseRow* after =
      std::upper_bound(std::begin(rows), std::end(rows), c,
                       [](char32_t value, const CaseRow& row) { return value < row.first; });
  for (int back = 0; back < 4 && after != std::begin(rows); ++back) {
    --after;
    if (in_row(*after, c)) return shifted(c, after->delta);
  }
  return c;
}

/// Appends every code point that `rows` map to `target`.
template <std::size_t n>
void append_sources(const CaseRow (&rows)[n], char32_t target, std::u32string& out) {
  for (const CaseRow& row : rows) {
    const char32_t source = shifted(target, -row.delta);
    if (in_row(row, source)) out += source;
  }
}

bool is_cased(char32_t c) { return simple_lower(c) != c || simple_upper(c) != c; }

bool is_case_ignorable(char32_t c) {
  constexpr std::u32string_view kPunctuation = U"'.:^`\u00B7\u2019";
  if (c < 0x80) return kPunctuation.find(c) != std::u32string_view::npos;
  static const CategoryTest kIgnorable(R"(\p{Mn}\p{Me}\p{Cf}\p{Lm}\p{Sk})");
  return kPunctuation.find(c) != std::u32string_view::npos || kIgnorable.contains(c);
}

/// Unicode 17.0, table 3-17, Final_Sigma at `i`: a cased letter before, none after.
bool is_final_sigma(std::u32string_view text, std::size_t i) {
  std::size_t before = i;
  while (before > 0 && is_case_ignorable(text[before - 1])) --before;
  if (before == 0 || !is_cased(text[before - 1])) return false;
  std::size_t after = i + 1;
  while (after < text.size() && is_case_ignorable(text[after])) ++after;
  return after == text.size() || !is_cased(text[after]);
}

std::u16string lower_case_beyond_ascii(std::u16string_view text) {
  const std::u32string points = code_points(text);
  std::u16string out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] == 0x0130) {
      out += u"i\u0307";
    } else if (points[i] == 0x03A3 && is_final_sigma(points, i)) {
      out += u'\u03C2';
    } else {
      append_utf16(simple_lower(points[i]), out);
    }
  }
  return out;
}

}  // namespace

std::u16string to_utf16(std::string_view bytes) {
  std::u16string out;
  out.reserve(bytes.size());
  std::size_t i = 0;
  while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) {
    out += static_cast<char16_t>(bytes[i++]);
  }
  if (i == bytes.size()) return out;
  const std::string rest = to_valid_utf8(bytes.substr(i));
  for (std::size_t k = 0; k < rest.size();) append_utf16(next_code_point(rest, k), out);
  return out;
}

std::string to_utf8(std::u16string_view units) {
  std::string out;
  out.reserve(units.size());
  for (const char32_t c : code_points(units)) {
    append_utf8(c, out);
  }
  return out;
}

std::u32string code_points(std::u16string_view units) {
  std::u32string out;
  out.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    if (is_high(unit) && i + 1 < units.size() && is_low(units[i + 1])) {
      out += static_cast<char32_t>(0x10000 + ((unit & 0x3FFU) << 10U) + (units[++i] & 0x3FFU));
    } else {
      out += unit;
    }
  }
  return out;
}

char32_t simple_upper(char32_t c) {
  if (c < 0x80) return c >= U'a' && c <= U'z' ? c - 0x20 : c;
  return mapped(kUpperRows, c);
}

char32_t simple_lower(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 0x20 : c;
  return mapped(kLowerRows, c);
}

std::u16string lower_case(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (const char16_t unit : text) {
    if (unit >= 0x80) return lower_case_beyond_ascii(text);
    out += static_cast<char16_t>(simple_lower(unit));
  }
  return out;
}

bool is_own_upper_case(char16_t unit) {
  const bool expands = std::any_of(
      std::begin(kUpperExpands), std::end(kUpperExpands),
      [&](const CodeRange& range) { return unit >= range.first && unit <= range.last; });
  return !expands && simple_upper(unit) == unit;
}

char16_t fold_unit(char16_t unit) {
  if (unit < 0x80) return static_cast<char16_t>(simple_lower(unit));
  const char32_t upper = simple_upper(unit);
  return upper < 0x80 || upper > 0xFFFF ? unit : static_cast<char16_t>(upper);
}

char32_t fold_code_point(char32_t c) {
  // The Turkic letters have no simple folding (CaseFolding.txt, status T alone).
  if (c == 0x0130 || c == 0x0131) return c;
  return simple_lower(simple_upper(c));
}

std::u32string fold_class_of_unit(char16_t c) {
  std::u32string candidates = {c, simple_lower(c), simple_upper(c)};
  append_sources(kUpperRows, simple_upper(c), candidates);
  std::u32string out;
  for (const char32_t candidate : candidates) {
    if (candidate <= 0xFFFF && fold_unit(static_cast<char16_t>(candidate)) == fold_unit(c)) {
      out += candidate;
    }
  }
  return out;
}

std::u32string fold_class_of_code_point(char32_t c) {
  const char32_t folded = fold_code_point(c);
  std::u32string candidates = {c, folded, simple_upper(folded)};
  append_sources(kLowerRows, folded, candidates);
  append_sources(kUpperRows, simple_upper(folded), candidates);
  std::u32string out;
  for (const char32_t candidate : candidates) {
    if (fold_code_point(candidate) == folded) out += candidate;
  }
  return out;
}

CategoryTest::CategoryTest(const char* categories)
    : expression_(std::make_unique<RE2>("[" + std::string(categories) + "]", RE2::Quiet)) {}

CategoryTest::~CategoryTest() = default;

bool CategoryTest::contains(char32_t c) const {
  std::string text;
  append_utf8(c, text);
  return RE2::FullMatch(text, *expression_);
}

}  // namespace packwarden
