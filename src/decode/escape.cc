#include <optional>

#include "base/text.h"
#include "decode/all.h"
#include "decode/units.h"

namespace packwarden {
namespace {

/// `digits` hexadecimal digits at `at`.
std::optional<unsigned long> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits || digits == 0) return std::nullopt;
  unsigned long value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    const auto digit = hexadecimal_value(text[i]);
    if (!digit) return std::nullopt;
    value = value * 16 + *digit;
  }
  return value;
}

/// `\u{41}` of ECMA-262 12.9.4: one to six digits.
std::optional<EncodedUnit> braced(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t end = text.substr(0, at + kMostDigits + 4).find('}', at);
  if (end == std::string_view::npos) return std::nullopt;
  const auto value = number_at(text, at + 3, end - at - 3);
  if (!value) return std::nullopt;
  return EncodedUnit{utf8_of(*value), end + 1 - at};
}

/// `\141` of C and its relatives: three octal digits, ASCII.
std::optional<EncodedUnit> octal(std::string_view text, std::size_t at) {
  if (text.size() < at + 3) return std::nullopt;
  unsigned long value = 0;
  for (const char c : text.substr(at, 3)) {
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<unsigned long>(c - '0');
  }
  if (value < ' ' || value > '~') return std::nullopt;
  return EncodedUnit{std::string(1, static_cast<char>(value)), 3};
}

/// `\000061 ` of CSS, "Escapes": six hexadecimal digits, and a blank that belongs to them.
std::optional<EncodedUnit> of_style_sheet(std::string_view text, std::size_t at) {
  constexpr std::size_t kDigits = 6;
  if (!text.substr(at).starts_with("0000")) return std::nullopt;
  const auto value = number_at(text, at, kDigits);
  if (!value || *value < ' ') return std::nullopt;
  const bool has_blank = text.substr(at + kDigits).starts_with(' ');
  return EncodedUnit{utf8_of(*value), kDigits + (has_blank ? 1 : 0)};
}

/// `\x41`, `\u0041`, `\u{41}`, `\141`, and the escapes of one character that may stand within a
/// secret. Backslashes may be doubled, as in a program within a string.
std::optional<EncodedUnit> escape_at(std::string_view text, std::size_t at) {
  std::size_t slashes = 0;
  while (at + slashes < text.size() && slashes < 3 && text[at + slashes] == '\\') ++slashes;
  const std::size_t kind = at + slashes;
  if (kind >= text.size()) return std::nullopt;
  const std::size_t before = slashes - 1;
  const std::size_t digits = text[kind] == 'x' ? 2 : 4;
  if (text[kind] == 'u' && text.substr(kind + 1).starts_with('{')) {
    auto unit = braced(text, kind - 1);
    if (unit) unit->size += before;
    return unit;
  }
  if (text[kind] == '0' || text[kind] == '1') {
    auto unit = of_style_sheet(text, kind);
    if (!unit) unit = octal(text, kind);
    if (unit) unit->size += slashes;
    return unit;
  }
  if (text[kind] == '/') return EncodedUnit{"/", slashes + 1};
  if (text[kind] != 'x' && text[kind] != 'u') return std::nullopt;
  const auto value = number_at(text, kind + 1, digits);
  if (!value) return std::nullopt;
  return EncodedUnit{utf8_of(*value), slashes + 1 + digits};
}

}  // namespace

void decode_escapes(const MarkedText& text, const DecodedSink& sink) {
  decode_units(text, Mark::escape, escape_at, sink);
}

}  // namespace packwarden
