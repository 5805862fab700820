#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace packwarden {

/// `size` bytes, at most 256, that nobody can foresee. Fails where the system gives none.
[[nodiscard]] Result<std::string> random_bytes(std::size_t size);

}  // namespace packwarden
