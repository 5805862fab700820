#include "validate/token_checksum.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/base64.h"
#include "base/digest.h"
#include "base/text.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::size_t kChecksum = 6;  // characters
constexpr std::string_view kDigits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool is_base62(std::string_view text) {
  return text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string in_base62(std::uint32_t value) {
  std::string out(kChecksum, kDigits.front());
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit) {
    *digit = kDigits[value % kDigits.size()];
    value /= static_cast<std::uint32_t>(kDigits.size());
  }
  return out;
}

}  // namespace

Verdict checksum_verdict(std::string_view token) {
  const std::size_t prefix = token.find('_') + 1;  // npos + 1 is 0
  const std::string_view body = token.substr(prefix);
  if (prefix == 0 || body.size() <= kChecksum || !is_base62(body)) return Verdict::refuted;
  const std::size_t payload = body.size() - kChecksum;
  const bool right = in_base62(crc32(body.substr(0, payload))) == body.substr(payload);
  return right ? Verdict::confirmed : Verdict::refuted;
}

bool carries_checksum(std::string_view token) {
  constexpr std::array<std::string_view, 5> kPrefixes = {"npm_", "ghp_", "gho_", "ghu_", "ghs_"};
  constexpr std::size_t kSize = 40;
  return token.size() == kSize && is_base62(token.substr(4)) &&
         is_one_of(token.substr(0, 4), kPrefixes);
}

Verdict check_crc32_base62(const Match& match) { return checksum_verdict(match.secret); }

// GitHub's text on the formats names `ghr_` among the prefixes and a checksum in every token. But
// refresh tokens have several lengths, and no published sample shows it: so a wrong one refutes
// nothing.
Verdict check_github_refresh_token(const Match& match) {
  if (is_placeholder(match.secret)) return Verdict::refuted;
  const bool right = checksum_verdict(match.secret) == Verdict::confirmed;
  return right ? Verdict::confirmed : Verdict::unknown;
}

// What decodes to exactly one token is judged as that token. Refresh tokens have other lengths.
Verdict check_github_token_base64(const Match& match) {
  if (is_placeholder(match.secret)) return Verdict::refuted;
  const std::optional<std::string> token = decode_base64(match.secret, Base64Alphabet::standard);
  return token && carries_checksum(*token) ? checksum_verdict(*token) : Verdict::unknown;
}

}  // namespace packwarden
