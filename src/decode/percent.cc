#include <optional>

#include "base/text.h"
#include "decode/all.h"
#include "decode/units.h"

namespace packwarden {
namespace {

/// RFC 3986, section 2.1.
std::optional<EncodedUnit> octet_at(std::string_view text, std::size_t at) {
  const auto octet = hexadecimal_octet(text, at + 1);
  if (!octet) return std::nullopt;
  return EncodedUnit{std::string(1, static_cast<char>(*octet)), 3};
}

}  // namespace

void decode_percent(const MarkedText& text, const DecodedSink& sink) {
  decode_units(text, Mark::percent, octet_at, sink);
}

}  // namespace packwarden
