#pragma once

#include <cstdint>

#include "source/file_reader.h"

namespace packwarden {

/// All that can be read from `descriptor`, which stays open. Nothing at all is an error, and so are
/// more than `limit` bytes (`entry-bytes`). Errors are about `-`.
[[nodiscard]] FileBytes read_standard_input(int descriptor, std::uint64_t limit);

}  // namespace packwarden
