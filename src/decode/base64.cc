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

}  // namespace

void decode_base64_runs(const MarkedText& text, const DecodedSink& sink) {
  decode_runs(text, {Mark::base64_run, kAlphabet, kShortest, 3, 4, decoded}, sink);
}

}  // namespace packwarden
