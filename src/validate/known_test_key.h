#pragma once

#include "base/digest.h"

namespace packwarden {

/// Whether a private key with this digest (validate/private_key.h; of a file in DER that of the
/// file) is one that a standard or a test suite has published: it opens nothing.
[[nodiscard]] bool is_known_test_key(const Sha256& digest);

}  // namespace packwarden
