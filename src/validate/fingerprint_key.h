#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace packwarden {

/// Bytes of the key of a baseline.
inline constexpr std::size_t kFingerprintKeyBytes = 32;

/// Makes the fingerprints by which a baseline knows findings: HMAC-SHA-256 under its key, as 32
/// hexadecimal digits. The key stops tables of values, and fingerprints of two baselines have
/// nothing in common; of a weak value whoever has the key can guess. Fingerprints reach the disk:
/// how they are made never changes. Immutable; copies share the key, in any thread.
class FingerprintKey {
 public:
  /// `bytes` are kFingerprintKeyBytes that nobody could foresee when they were drawn.
  explicit FingerprintKey(std::string bytes);

  /// Of a secret that the rule found, wherever it is. A private key has one, however it is written
  /// (unwrapped_key).
  [[nodiscard]] std::string of_secret(std::string_view rule_id, std::string_view secret) const;
  /// Of a finding that has no value: of the rule, and of `identity`, which tells it from others.
  [[nodiscard]] std::string of_content(std::string_view rule_id, std::string_view identity) const;

 private:
  struct Key;
  [[nodiscard]] std::string fingerprint(std::string_view kind, std::string_view rule_id,
                                        std::string_view what) const;

  std::shared_ptr<const Key> key_;
};

}  // namespace packwarden
