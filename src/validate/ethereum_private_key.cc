#include <string>

#include "base/text.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {

// SEC 2, version 2.0, section 2.4.1: a private key of secp256k1 is a number from 1 to n - 1.
Verdict check_ethereum_private_key(const Match& match) {
  constexpr std::string_view kOrder =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
  std::string key = ascii_lower(match.secret);
  if (key.starts_with("0x")) key.erase(0, 2);
  const bool hexadecimal = key.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (key.size() != kOrder.size() || !hexadecimal || key >= kOrder) return Verdict::refuted;
  return is_placeholder(key) ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
