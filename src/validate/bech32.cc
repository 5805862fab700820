#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::size_t kChecksum = 6;  // characters
constexpr std::size_t kLongest = 90;
constexpr std::string_view kDigits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The remainder of BIP-173's code, after `value` (five bits) was appended.
std::uint32_t append_value(std::uint32_t remainder, std::uint32_t value) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA,
                                                       0x3D4233DD, 0x2A1462B3};
  const std::uint32_t top = remainder >> 25U;
  remainder = ((remainder & 0x1FFFFFFU) << 5U) ^ value;
  for (std::size_t i = 0; i < kGenerator.size(); ++i) {
    if ((top >> i & 1U) != 0) remainder ^= kGenerator.at(i);
  }
  return remainder;
}

std::uint32_t remainder_of(std::string_view prefix, std::string_view data) {
  std::uint32_t remainder = 1;
  for (const char c : prefix)
    remainder = append_value(remainder, static_cast<std::uint8_t>(c) >> 5U);
  remainder = append_value(remainder, 0);
  for (const char c : prefix)
    remainder = append_value(remainder, static_cast<std::uint8_t>(c) & 31U);
  for (const char c : data) {
    remainder = append_value(remainder, static_cast<std::uint32_t>(kDigits.find(c)));
  }
  return remainder;
}

bool is_printable(char c) { return c >= '!' && c <= '~'; }

bool has_mixed_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_upper) &&
         std::any_of(text.begin(), text.end(), is_ascii_lower);
}

bool is_bech32(std::string_view text) {
  if (text.size() > kLongest || has_mixed_case(text)) return false;
  const std::string lower = ascii_lower(text);
  const std::size_t separator = lower.rfind('1');
  if (separator == std::string::npos || separator == 0) return false;
  const std::string_view prefix = std::string_view(lower).substr(0, separator);
  const std::string_view data = std::string_view(lower).substr(separator + 1);
  return data.size() >= kChecksum && std::all_of(prefix.begin(), prefix.end(), is_printable) &&
         data.find_first_not_of(kDigits) == std::string_view::npos &&
         remainder_of(prefix, data) == 1;
}

}  // namespace

// BIP-173. age's identities (age-encryption.org/v1) and Nostr's keys (NIP-19) have this checksum,
// not that of BIP-350. A wrong one refutes nothing: the prefix says that it is a key, and one with
// a wrong letter is soon repaired.
Verdict check_bech32(const Match& match) {
  if (is_placeholder(match.secret)) return Verdict::refuted;
  return is_bech32(match.secret) ? Verdict::confirmed : Verdict::unknown;
}

}  // namespace packwarden
