#include <optional>

#include "decode/all.h"
#include "decode/hexadecimal.h"
#include "decode/units.h"

namespace packwarden {
namespace {

/// RFC 3986, section 2.1.
std::optional<EncodedUnit> octet_at(std::string_view text, std::size_t at) {
  if (text.size() < at + 3) return std::nullopt;
  const int high = hexadecimal_value(text[at + 1]);
  const int low = hexadecimal_value(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return EncodedUnit{std::string(1, static_cast<char>(high * 16 + low)), 3};
}

}  // namespace

void decode_percent(std::string_view text, const DecodedSink& sink) {
  decode_units(text, '%', octet_at, sink);
}

}  // namespace packwarden
