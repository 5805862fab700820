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

/// That of a character; none is looked at that has none.
std::uint32_t value_of(char c) { return kValues[static_cast<unsigned char>(c)]; }  // NOLINT

/// Appends the whole bytes of two or three characters that are left over.
void append_rest(std::string_view rest, std::string& out) {
  if (rest.size() < 2) return;
  const std::uint32_t bits = value_of(rest[0]) << 6U | value_of(rest[1]);
  out += static_cast<char>(bits >> 4U & 0xFFU);
  if (rest.size() == 3) out += static_cast<char>((bits << 6U | value_of(rest[2])) >> 2U & 0xFFU);
}

/// Whole groups of four characters; of what is left over, the whole bytes.
std::string decoded(std::string_view run) {
  const std::size_t groups = run.size() / 4;
  std::string out(groups * 3, '\0');
  const char* from = run.data();
  char* to = out.data();
  for (std::size_t i = 0; i < groups; ++i, from += 4, to += 3) {
    const std::uint32_t bits = value_of(from[0]) << 18U | value_of(from[1]) << 12U |
                               value_of(from[2]) << 6U | value_of(from[3]);
    to[0] = static_cast<char>(bits >> 16U & 0xFFU);
    to[1] = static_cast<char>(bits >> 8U & 0xFFU);
    to[2] = static_cast<char>(bits & 0xFFU);
  }
  append_rest(run.substr(groups * 4), out);
  return out;
}

}  // namespace

void decode_base64_runs(const MarkedText& text, const DecodedSink& sink) {
  decode_runs(text, {Mark::base64_run, kShortest, 3, 4, decoded, MarkedText::is_of_base64}, sink);
}

}  // namespace packwarden
