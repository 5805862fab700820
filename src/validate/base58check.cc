#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "base/digest.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::size_t kChecksum = 4;  // bytes
// Decoding takes quadratic time. The longest key that a rule finds has 111 characters.
constexpr std::size_t kLongest = 128;

/// Multiplies `number` (its lowest byte first) by 58 and adds `digit`.
void append_digit(std::string& number, std::size_t digit) {
  std::uint32_t carry = static_cast<std::uint32_t>(digit);
  for (char& byte : number) {
    carry += 58U * static_cast<std::uint8_t>(byte);
    byte = static_cast<char>(carry & 0xFFU);
    carry >>= 8U;
  }
  if (carry != 0) number += static_cast<char>(carry);
}

/// The bytes that `text` encodes: a number in base 58, after a zero byte for each leading `1`.
std::optional<std::string> decode_base58(std::string_view text) {
  constexpr std::string_view kDigits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  std::string number;
  for (const char character : text) {
    const std::size_t digit = kDigits.find(character);
    if (digit == std::string_view::npos) return std::nullopt;
    append_digit(number, digit);
  }
  number.append(std::min(text.find_first_not_of('1'), text.size()), '\0');
  std::reverse(number.begin(), number.end());
  return number;
}

std::string sha256_bytes(std::string_view bytes) {
  const Sha256 digest = sha256(bytes);
  return {digest.begin(), digest.end()};
}

bool has_right_checksum(std::string_view bytes) {
  if (bytes.size() <= kChecksum) return false;
  const std::size_t payload = bytes.size() - kChecksum;
  const std::string digest = sha256_bytes(sha256_bytes(bytes.substr(0, payload)));
  return digest.compare(0, kChecksum, bytes.substr(payload)) == 0;
}

}  // namespace

// Bitcoin wiki, "Base58Check encoding": the last four bytes are the first four of SHA-256, applied
// twice to the bytes before. No wallet takes a key whose checksum is wrong, so that is refuted.
Verdict check_base58check(const Match& match) {
  if (match.secret.size() > kLongest || is_placeholder(match.secret)) return Verdict::refuted;
  const std::optional<std::string> bytes = decode_base58(match.secret);
  return bytes && has_right_checksum(*bytes) ? Verdict::confirmed : Verdict::refuted;
}

}  // namespace packwarden
