#include "base/base64.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {

Verdict check_azure_storage_key(const Match& match) {
  const bool decodes = decode_base64(match.secret, Base64Alphabet::standard).has_value();
  return !decodes || is_placeholder(match.secret) ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
