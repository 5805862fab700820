#include "validate/fingerprint_key.h"

#include "base/digest.h"
#include "base/wipe.h"
#include "validate/private_key.h"

namespace packwarden {

struct FingerprintKey::Key {
  explicit Key(std::string drawn) : bytes(std::move(drawn)) {}
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { wipe(bytes); }

  std::string bytes;
};

FingerprintKey::FingerprintKey(std::string bytes)
    : key_(std::make_shared<const Key>(std::move(bytes))) {}

/// Ids of rules hold no NUL, so that no two findings give one text.
std::string FingerprintKey::fingerprint(std::string_view kind, std::string_view rule_id,
                                        std::string_view what) const {
  constexpr std::size_t kDigits = 32;
  std::string text = "packwarden/baseline/1";
  for (const std::string_view part : {kind, rule_id, what}) {
    text += '\0';
    text += part;
  }
  std::string out = to_hex(hmac_sha256(key_->bytes, text)).substr(0, kDigits);
  wipe(text);
  return out;
}

std::string FingerprintKey::of_secret(std::string_view rule_id, std::string_view secret) const {
  std::string value = unwrapped_key(secret);
  std::string out = fingerprint("secret", rule_id, value);
  wipe(value);
  return out;
}

std::string FingerprintKey::of_content(std::string_view rule_id, std::string_view identity) const {
  return fingerprint("content", rule_id, identity);
}

}  // namespace packwarden
