#include "npm/path_name.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

constexpr std::uint64_t fingerprint_of(std::u16string_view folded) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a, over units
  for (const char16_t unit : folded) hash = (hash ^ unit) * 1099511628211U;
  hash = (hash ^ (hash >> 32U)) * 0x9E3779B97F4A7C15U;  // short texts differ in the low bits only
  return std::uint64_t{1} << (hash >> 58U);
}

using AsciiFingerprints = std::array<std::uint64_t, 128>;

constexpr AsciiFingerprints kFirst = [] {
  AsciiFingerprints out{};
  for (char16_t unit = 0; unit < 128; ++unit) {
    const std::array<char16_t, 2> text = {u'<', unit};
    out.at(unit) = fingerprint_of({text.data(), text.size()});
  }
  return out;
}();

constexpr AsciiFingerprints kLast = [] {
  AsciiFingerprints out{};
  for (char16_t unit = 0; unit < 128; ++unit) {
    const std::array<char16_t, 2> text = {unit, u'>'};
    out.at(unit) = fingerprint_of({text.data(), text.size()});
  }
  return out;
}();

void assign_ascii(std::string_view bytes, LetterCase letter_case, PathName& name) {
  const auto unit_of = [](char c) { return static_cast<char16_t>(c); };
  name.text.resize(bytes.size());
  std::transform(bytes.begin(), bytes.end(), name.text.begin(), unit_of);
  name.folded = name.text;
  if (letter_case == LetterCase::ignored) {
    for (char16_t& unit : name.folded) {
      if (unit >= u'A' && unit <= u'Z') unit = static_cast<char16_t>(unit - u'A' + u'a');
    }
  }
  name.lower.clear();
  name.fingerprint = fingerprint_of_name(name.folded);
}

}  // namespace

std::uint64_t first_fingerprint(char32_t unit) { return unit < kFirst.size() ? kFirst[unit] : 0; }

std::uint64_t last_fingerprint(char32_t unit) { return unit < kLast.size() ? kLast[unit] : 0; }

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
  assign_name(bytes, letter_case, out);
  return out;
}

void assign_name(std::string_view bytes, LetterCase letter_case, PathName& name) {
  if (is_ascii(bytes)) return assign_ascii(bytes, letter_case, name);
  name.text = to_utf16(bytes);
  const bool is_kept = letter_case == LetterCase::kept;
  name.folded = is_kept ? name.text : folded_text(name.text);
  name.lower = is_kept ? std::u16string() : lower_case(name.text);
  // What is not ASCII has several forms, and so all bits.
  name.fingerprint = ~std::uint64_t{0};
}

}  // namespace packwarden
