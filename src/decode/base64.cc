#include <algorithm>
#include <array>
#include <cstdint>

#include "decode/all.h"
#include "decode/runs.h"

namespace packwarden {
namespace {

/// Shorter ones hold no token worth hiding; a name of the program is seldom longer.
constexpr std::size_t kShortest = 24;

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

/// The bits of up to four characters, the first the highest of 24.
std::uint32_t bits_of(std::string_view group) {
  std::uint32_t bits = 0;
  for (const char c : group) bits = bits << 6U | kValues[static_cast<unsigned char>(c)];  // NOLINT
  return bits << 6U * (4 - group.size());
}

/// Whole groups of four characters; of what is left over, the whole bytes.
std::string decoded(std::string_view run) {
  std::string out(run.size() * 6 / 8, '\0');
  char* next = out.data();
  for (; run.size() >= 4; run.remove_prefix(4)) {
    const std::uint32_t bits = bits_of(run.substr(0, 4));
    *next++ = static_cast<char>(bits >> 16U & 0xFFU);
    *next++ = static_cast<char>(bits >> 8U & 0xFFU);
    *next++ = static_cast<char>(bits & 0xFFU);
  }
  const std::uint32_t bits = bits_of(run);
  if (run.size() >= 2) *next++ = static_cast<char>(bits >> 16U & 0xFFU);
  if (run.size() == 3) *next = static_cast<char>(bits >> 8U & 0xFFU);
  return out;
}

}  // namespace

void decode_base64_runs(const MarkedText& text, const DecodedSink& sink) {
  decode_runs(text, {Mark::base64_run, kShortest, 3, 4, decoded, MarkedText::is_of_base64}, sink);
}

}  // namespace packwarden
