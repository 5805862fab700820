#include "validate/value_tag.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "base/random.h"
#include "base/wipe.h"
#include "validate/private_key.h"

namespace packwarden {

struct ValueTagger::Key {
  explicit Key(std::string drawn) : bytes(std::move(drawn)) {}
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { wipe(bytes); }

  std::string bytes;
};

Result<ValueTagger> ValueTagger::create() {
  constexpr std::size_t kKeyBytes = 32;
  TRY_ASSIGN(std::string bytes, random_bytes(kKeyBytes));
  return ValueTagger(std::make_shared<const Key>(std::move(bytes)));
}

ValueTag ValueTagger::tag(std::string_view secret) const {
  const Sha256 digest = hmac_sha256(key_->bytes, unwrapped_key(secret));
  ValueTag tag{};
  std::copy_n(digest.begin(), tag.size(), tag.begin());
  return tag;
}

}  // namespace packwarden
