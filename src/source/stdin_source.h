#pragma once

#include <unistd.h>

#include <memory>

#include "source/file_reader.h"
#include "source/source.h"

namespace packwarden {

/// All that can be read from `descriptor`, which stays open. Nothing at all is an error, and so are
/// more than `limit` bytes (`entry-bytes`). Errors are about `-`.
[[nodiscard]] FileBytes read_standard_input(int descriptor, std::uint64_t limit);

/// One entry, called `-`: what read_standard_input gives.
[[nodiscard]] std::unique_ptr<Source> stdin_source(SourceLimits limits,
                                                   int descriptor = STDIN_FILENO);

}  // namespace packwarden
