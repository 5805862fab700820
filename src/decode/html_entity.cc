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

/// `#65` or `#x41`.
std::optional<unsigned long> number_of(std::string_view name) {
  if (!name.starts_with('#')) return std::nullopt;
  const bool is_hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  name.remove_prefix(is_hexadecimal ? 2 : 1);
  if (name.empty()) return std::nullopt;
  unsigned long value = 0;
  for (const char c : name) {
    const auto digit = hexadecimal_value(c);
    if (!digit || (!is_hexadecimal && *digit > 9)) return std::nullopt;
    value = value * (is_hexadecimal ? 16 : 10) + *digit;
  }
  return value;
}

std::optional<EncodedUnit> entity_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 10;
  const std::size_t end = text.substr(0, at + kLongest).find(';', at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(at + 1, end - at - 1);
  const std::size_t size = end + 1 - at;
  if (const auto number = number_of(name)) return EncodedUnit{utf8_of(*number), size};
  const auto* const named = std::find_if(kNamed.begin(), kNamed.end(),
                                         [name](const auto& row) { return row.first == name; });
  if (named == kNamed.end()) return std::nullopt;
  return EncodedUnit{std::string(named->second), size};
}

}  // namespace

void decode_html_entities(const MarkedText& text, const DecodedSink& sink) {
  decode_units(text, Mark::entity, entity_at, sink);
}

}  // namespace packwarden
