#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "finding/finding.h"

namespace packwarden {

/// Makes tags of values, under a key that is drawn at random and wiped with the last copy.
/// Immutable; copies share the key, in any thread, and their tags may be compared.
class ValueTagger {
 public:
  /// Fails where the system gives no random bytes.
  [[nodiscard]] static Result<ValueTagger> create();

  /// The tag of a secret. A private key has one, however it is written (unwrapped_key).
  [[nodiscard]] ValueTag tag(std::string_view secret) const;

 private:
  struct Key;
  explicit ValueTagger(std::shared_ptr<const Key> key) : key_(std::move(key)) {}
  std::shared_ptr<const Key> key_;
};

}  // namespace packwarden
