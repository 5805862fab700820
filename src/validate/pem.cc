#include "base/base64.h"
#include "validate/all.h"
#include "validate/private_key.h"

namespace packwarden {
namespace {

Verdict verdict_of(PrivateKeyState state) {
  if (state == PrivateKeyState::none) return Verdict::refuted;
  return state == PrivateKeyState::clear ? Verdict::confirmed : Verdict::unknown;
}

}  // namespace

Verdict check_pem(const Match& match) {
  const PrivateKeyState state = private_key_state(match.secret);
  return state == PrivateKeyState::encrypted ? Verdict::refuted : verdict_of(state);
}

Verdict check_pem_encrypted(const Match& match) {
  const PrivateKeyState state = private_key_state(match.secret);
  return state == PrivateKeyState::encrypted ? Verdict::unknown : Verdict::refuted;
}

Verdict check_pem_base64(const Match& match) {
  return verdict_of(private_key_state(
      decode_base64_prefix(collect_base64(match.secret), Base64Alphabet::standard)));
}

}  // namespace packwarden
