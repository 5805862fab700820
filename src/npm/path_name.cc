#include "npm/path_name.h"

#include <algorithm>

#include "npm/unicode.h"

namespace packwarden {
namespace {

std::uint64_t fingerprint_of(std::u16string_view folded) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a, over units
  for (const char16_t unit : folded) hash = (hash ^ unit) * 1099511628211U;
  hash = (hash ^ (hash >> 32U)) * 0x9E3779B97F4A7C15U;  // short texts differ in the low bits only
  return std::uint64_t{1} << (hash >> 58U);
}

}  // namespace

std::uint64_t first_fingerprint(char32_t unit) {
  return unit < 0x80 ? fingerprint_of(std::u16string{u'<', static_cast<char16_t>(unit)}) : 0;
}

std::uint64_t last_fingerprint(char32_t unit) {
  return unit < 0x80 ? fingerprint_of(std::u16string{static_cast<char16_t>(unit), u'>'}) : 0;
}

std::uint64_t fingerprint_of_name(std::u16string_view folded) {
  if (folded.empty()) return 0;
  return fingerprint_of(folded) | first_fingerprint(folded.front()) |
         last_fingerprint(folded.back());
}

std::u16string folded_text(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (const char16_t unit : text) out += fold_unit(unit);
  return out;
}

PathName path_name(std::string_view bytes, LetterCase letter_case) {
  PathName out;
  out.text = to_utf16(bytes);
  const bool is_kept = letter_case == LetterCase::kept;
  out.folded = is_kept ? out.text : folded_text(out.text);
  const bool is_ascii =
      std::all_of(out.text.begin(), out.text.end(), [](char16_t unit) { return unit < 0x80; });
  if (!is_kept && !is_ascii) out.lower = lower_case(out.text);
  // What is not ASCII has several forms, and so all bits.
  out.fingerprint = is_ascii ? fingerprint_of_name(out.folded) : ~std::uint64_t{0};
  return out;
}

}  // namespace packwarden
