#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// Writes all of `text` to the descriptor, which stays the caller's. `where` names it in errors.
[[nodiscard]] Result<void> write_all(int descriptor, std::string_view text, std::string_view where);

/// Replaces `path` by a file that holds `text`, or leaves it as it was: the text goes to a
/// temporary file beside it, reaches the disk, and is renamed. A path that is no regular file (a
/// terminal, a FIFO, /dev/stdout) is written to as it is.
[[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view text);

}  // namespace packwarden
