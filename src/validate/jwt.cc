#include <string>

#include "base/text.h"
#include "validate/all.h"
#include "validate/documented_sample.h"
#include "validate/json_web_token.h"

namespace packwarden {
namespace {

/// RFC 7515, section 4.1.1: `alg` must be there; RFC 7518, section 3.6: `none` has no signature.
bool is_signed(const JsonWebToken& token) {
  const Json* algorithm = token.header.find("alg");
  if (algorithm == nullptr || algorithm->string() == nullptr) return false;
  return ascii_lower(*algorithm->string()) != "none" && !token.signature.empty();
}

/// The key of Supabase that every browser gets, or one of its local stack.
bool is_public(const JsonWebToken& token) {
  const std::string_view issuer = token.claim("iss");
  return issuer == "supabase-demo" || (issuer == "supabase" && token.claim("role") == "anon");
}

}  // namespace

// An expired token stays unknown: servers forget to check, and a clock is no offline fact.
Verdict check_jwt(const Match& match) {
  const std::optional<JsonWebToken> token = parse_json_web_token(match.secret);
  const bool refuted =
      !token || !is_signed(*token) || is_public(*token) || is_documented_sample(match.secret);
  return refuted ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
