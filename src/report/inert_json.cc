#include "report/inert_json.h"

#include <array>
#include <cstdio>

#include "base/text.h"

namespace packwarden {
namespace {

/// The length of the UTF-8 sequence that begins with `lead`; the text is known to be valid.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

/// `\uXXXX` of a valid UTF-8 sequence. Nothing that is escaped lies above U+FFFF.
std::string json_escape(std::string_view sequence) {
  unsigned value = static_cast<unsigned char>(sequence.front());
  if (sequence.size() > 1) value &= 0xFFU >> (sequence.size() + 1);
  for (const char byte : sequence.substr(1)) {
    value = (value << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  std::array<char, 8> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "\\u%04x", value & 0xFFFFU);
  return buffer.data();
}

}  // namespace

/// JSON itself escapes only what is below U+0020. Reports are also read on terminals and in CI
/// logs, so what these obey is written as an escape too, which is the same JSON: DEL, C1 and
/// bidirectional controls, and the second `#` of marks such as `##vso[`. All of it can only stand
/// inside strings, so the finished text is treated as a whole.
std::string made_inert(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    const auto lead = static_cast<unsigned char>(json[i]);
    const std::string_view sequence = json.substr(i, sequence_length(lead));
    i += sequence.size();
    const bool obeyed =
        lead == '#' ? out.ends_with('#') : lead >= 0x7F && escape_for_display(sequence) != sequence;
    if (obeyed) {
      out += json_escape(sequence);
    } else {
      out += sequence;
    }
  }
  return out;
}

}  // namespace packwarden
