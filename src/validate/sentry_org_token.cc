#include <string>

#include "base/base64.h"
#include "base/json.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {

// Sentry, RFC 0091 "CI upload tokens": `sntrys_`, base64 of a JSON object with the time of issue
// (`iat`, the first member) and the organization (`org`), `_`, a secret.
Verdict check_sentry_org_token(const Match& match) {
  constexpr std::string_view kPrefix = "sntrys_";
  constexpr std::string_view kFirstMember = "{\"iat\":";
  constexpr std::size_t kMaxDepth = 8;
  if (!match.secret.starts_with(kPrefix) || is_placeholder(match.secret)) return Verdict::refuted;
  const std::string_view rest = match.secret.substr(kPrefix.size());
  const std::size_t end = rest.find('_');
  if (end == std::string_view::npos || end + 1 == rest.size()) return Verdict::refuted;
  const std::string payload = decode_base64_prefix(rest.substr(0, end), Base64Alphabet::standard);
  if (!payload.starts_with(kFirstMember)) return Verdict::refuted;
  const Result<Json> json = parse_json(payload, "token", {.max_depth = kMaxDepth});
  const bool issued = json && json->find("org") != nullptr;
  return issued ? Verdict::confirmed : Verdict::unknown;
}

}  // namespace packwarden
