#pragma once

#include "validate/validators.h"

namespace packwarden {

/// Whether what matched goes on from something, as the path of an address does: then it does not
/// begin at the root of a file system.
[[nodiscard]] bool is_within_another(const Match& match);

}  // namespace packwarden
