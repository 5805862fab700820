#include <algorithm>
#include <array>
#include <cstdint>

#include "decode/all.h"
#include "decode/runs.h"

namespace packwarden {
namespace {

/// Shorter ones hold no token worth hiding; a name of the program is seldom longer.
constexpr std::size_t kShortest = 24;
constexpr ByteSet kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

/// RFC 4648 sections 4 and 5, both alphabets at once. 64: none.
constexpr std::array<std::uint8_t, 256> make_values() {
  constexpr std::string_view kStandard =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::uint8_t, 256> values{};
  values.fill(64);
  for (std::size_t i = 0; i < kStandard.size(); ++i) {
    values.at(static_cast<unsigned char>(kStandard[i])) = static_cast<std::uint8_t>(i);
  }
  values.at('-') = 62;
  values.at('_') = 63;
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

/// Whole groups of four characters; of what is left over, the whole bytes.
std::string decoded(std::string_view run) {
  std::string out;
  out.reserve(run.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : run) {
    bits = bits << 6U | kValues.at(static_cast<unsigned char>(c));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFFU);
  }
  return out;
}

/// Whether the first bytes are those of a readable text: cheaper than to decode and to look.
bool begins_readable(std::string_view run) {
  for (std::size_t i = 0; i < 12; i += 4) {
    const auto value = [&](std::size_t k) {
      return std::uint32_t{kValues.at(static_cast<unsigned char>(run[i + k]))};
    };
    const std::uint32_t bits = value(0) << 18U | value(1) << 12U | value(2) << 6U | value(3);
    for (const unsigned shift : {16U, 8U, 0U}) {
      const std::uint32_t byte = bits >> shift & 0xFFU;
      const bool is_blank = byte == '\n' || byte == '\r' || byte == '\t';
      if ((byte < ' ' || byte > '~') && !is_blank) return false;
    }
  }
  return true;
}

}  // namespace

void decode_base64_runs(std::string_view text, const DecodedSink& sink) {
  constexpr std::size_t kTaste = 24;
  Runs runs(text, kAlphabet, kShortest);
  for (ByteSpan run = runs.next(); run.size() > 0; run = runs.next()) {
    const std::string_view encoded = text.substr(run.begin, run.size());
    if (!begins_readable(encoded)) continue;
    if (!is_readable(decoded(encoded.substr(0, kTaste)))) continue;
    Decoded out;
    out.text = decoded(encoded);
    if (!is_readable(out.text)) continue;
    out.source = run;
    out.pieces = {{0, run.begin, 3, 4}};
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
