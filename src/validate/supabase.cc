#include "validate/all.h"
#include "validate/json_web_token.h"

namespace packwarden {
namespace {

/// Supabase, "Understanding API keys": the legacy keys are tokens with the issuer `supabase` and
/// the role that the database knows.
Verdict verdict_for_role(const Match& match, std::string_view role) {
  const std::optional<JsonWebToken> token = parse_json_web_token(match.secret);
  const bool confirmed = token && !token->signature.empty() && token->claim("iss") == "supabase" &&
                         token->claim("role") == role;
  return confirmed ? Verdict::confirmed : Verdict::refuted;
}

}  // namespace

Verdict check_supabase_anon(const Match& match) { return verdict_for_role(match, "anon"); }

Verdict check_supabase_service_role(const Match& match) {
  return verdict_for_role(match, "service_role");
}

}  // namespace packwarden
