#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/base64.h"
#include "base/digest.h"
#include "base/text.h"
#include "validate/all.h"
#include "validate/placeholder.h"

// Tokens that end in the CRC-32 of what stands before, as hexadecimal digits or base64. Those in
// base 62 are in token_checksum.cc, those in base 36 in gitlab_routable.cc.
namespace packwarden {
namespace {

constexpr std::size_t kHexDigits = 8;

/// The four bytes of the CRC-32, the lowest first.
std::string little_endian_crc32(std::string_view bytes) {
  const std::uint32_t checksum = crc32(bytes);
  std::string out;
  for (std::uint32_t shift = 0; shift < 32; shift += 8) {
    out += static_cast<char>(checksum >> shift & 0xFFU);
  }
  return out;
}

std::string big_endian_crc32(std::string_view bytes) {
  const std::string reversed = little_endian_crc32(bytes);
  return {reversed.rbegin(), reversed.rend()};
}

/// What the checksum may be over: all that stands before it; that without the separator; and of
/// Zuplo's keys only what stands between the prefix and the separator.
std::array<std::string_view, 3> possible_payloads(std::string_view before) {
  std::string_view body = before;
  if (body.ends_with('=') || body.ends_with('_')) body.remove_suffix(1);
  constexpr std::string_view kZuplo = "zpka_";
  const std::string_view inner = body.starts_with(kZuplo) ? body.substr(kZuplo.size()) : body;
  return {before, body, inner};
}

/// Whether `checksum` (lower-case hexadecimal digits) is that of `payload` in either byte order.
bool is_crc32_of(std::string_view payload, std::string_view checksum) {
  return !payload.empty() && (to_hex(big_endian_crc32(payload)) == checksum ||
                              to_hex(little_endian_crc32(payload)) == checksum);
}

}  // namespace

// Atlassian's and Bitbucket's tokens and Zuplo's keys. That eight hexadecimal digits at the end are
// a CRC-32 is known from what other scanners check; of Zuplo's also from its documentation, "API
// Key Leak Detection", which speaks of a checksum. None of them publishes the algorithm: so the
// readings that the facts leave open are tried, a right checksum confirms (by chance once in some
// 700 million), and a wrong one refutes nothing. A token without the digits stays unknown.
Verdict check_crc32_hex(const Match& match) {
  const std::string_view token = match.secret;
  if (is_placeholder(token)) return Verdict::refuted;
  if (token.size() <= kHexDigits) return Verdict::unknown;
  const std::size_t end = token.size() - kHexDigits;
  const std::string checksum = ascii_lower(token.substr(end));
  for (const std::string_view payload : possible_payloads(token.substr(0, end))) {
    if (is_crc32_of(payload, checksum)) return Verdict::confirmed;
  }
  return Verdict::unknown;
}

// Grafana, pkg/components/satokengen/tokengen.go: behind the second underscore stand the four bytes
// of the CRC-32 of all before it, the lowest first, as lower-case hexadecimal digits. Grafana
// refuses a token whose checksum is another, so that is refuted.
Verdict check_grafana_service_account(const Match& match) {
  const std::string_view token = match.secret;
  if (token.size() <= kHexDigits + 1 || is_placeholder(token)) return Verdict::refuted;
  const std::size_t separator = token.size() - kHexDigits - 1;
  const bool right =
      token[separator] == '_' &&
      to_hex(little_endian_crc32(token.substr(0, separator))) == token.substr(separator + 1);
  return right ? Verdict::confirmed : Verdict::refuted;
}

// Confluent, "Use API Keys to Authenticate to Confluent Cloud": after the prefix, the last six
// characters are the base64 of the CRC-32 of the 54 before. The sample there shows that the lowest
// byte comes first. Secrets without the prefix, which have none, are older and no match.
Verdict check_confluent_secret(const Match& match) {
  constexpr std::string_view kPrefix = "cflt";
  constexpr std::size_t kPayload = 54;
  constexpr std::size_t kChecksum = 6;  // characters
  std::string_view token = match.secret;
  if (!token.starts_with(kPrefix) || is_placeholder(token)) return Verdict::refuted;
  token.remove_prefix(kPrefix.size());
  if (token.size() != kPayload + kChecksum) return Verdict::refuted;
  const std::optional<std::string> checksum =
      decode_base64(token.substr(kPayload), Base64Alphabet::standard);
  const bool right = checksum && *checksum == little_endian_crc32(token.substr(0, kPayload));
  return right ? Verdict::confirmed : Verdict::refuted;
}

}  // namespace packwarden
