#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"
#include "decode/all.h"
#include "decode/units.h"

namespace packwarden {
namespace {

/// HTML 13.5: those that stand for signs that secrets and their surroundings have.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNamed = {{{"amp", "&"},
                                                                                   {"apos", "'"},
                                                                                   {"colon", ":"},
                                                                                   {"equals", "="},
                                                                                   {"gt", ">"},
                                                                                   {"lowbar", "_"},
                                                                                   {"lt", "<"},
                                                                                   {"nbsp", " "},
                                                                                   {"quot", "\""},
                                                                                   {"sol", "/"}}};

/// `&#65;` or `&#x41;`. HTML 13.2.5.80: the semicolon may be missing.
std::optional<EncodedUnit> numeric_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostDigits = 7;
  const std::string_view kind = text.substr(std::min(at + 2, text.size()), 1);
  const bool is_hexadecimal = kind == "x" || kind == "X";
  const std::size_t begin = at + (is_hexadecimal ? 3 : 2);
  unsigned long value = 0;
  std::size_t end = begin;
  for (; end < text.size() && end - begin < kMostDigits; ++end) {
    const auto digit = hexadecimal_value(text[end]);
    if (!digit || (!is_hexadecimal && *digit > 9)) break;
    value = value * (is_hexadecimal ? 16 : 10) + *digit;
  }
  if (end == begin) return std::nullopt;
  if (text.substr(end).starts_with(';')) ++end;
  return EncodedUnit{utf8_of(value), end - at};
}

std::optional<EncodedUnit> entity_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 10;
  if (text.substr(at + 1).starts_with('#')) return numeric_at(text, at);
  const std::size_t end = text.substr(0, at + kLongest).find(';', at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(at + 1, end - at - 1);
  const auto* const named = std::find_if(kNamed.begin(), kNamed.end(),
                                         [name](const auto& row) { return row.first == name; });
  if (named == kNamed.end()) return std::nullopt;
  return EncodedUnit{std::string(named->second), end + 1 - at};
}

}  // namespace

void decode_html_entities(const MarkedText& text, const DecodedSink& sink) {
  decode_units(text, Mark::entity, entity_at, sink);
}

}  // namespace packwarden
