#include "validate/known_test_key.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace packwarden {
namespace {

/// The first eight bytes of each digest, so that no key stands here. They are: the keys of RFC
/// 8410, section 10.3, of RFC 9500, sections 2.1 (2,048 bits) and 2.3 (P-256), and of the drafts of
/// HTTP signatures; the two keys that Vagrant puts into new machines; the key that ssh2 for Node.js
/// tries Ed25519 with when it starts; the two that
/// GitHub's descriptions of its REST interface show as the key of a new application.
constexpr std::array<std::uint64_t, 9> kKeys = {
    0x09EC38989A5FB269, 0x152ABE484B6F0AA4, 0x56FB5326A1D72A40,
    0x5882709C242C6F47, 0x80B885D1AF82668A, 0xB73968BA56E24166,
    0xC68C1B1E6727CD0E, 0xD88F68BAC5DF822F, 0xE001A4142A9DDF8F,
};

static_assert(std::is_sorted(kKeys.begin(), kKeys.end()));

}  // namespace

bool is_known_test_key(const Sha256& digest) {
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < sizeof(first); ++i) first = first << 8U | digest.at(i);
  return std::binary_search(kKeys.begin(), kKeys.end(), first);
}

}  // namespace packwarden
