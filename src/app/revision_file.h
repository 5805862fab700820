#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace packwarden {

/// The file at `path`, which is relative to the working directory, as `revision` of git's
/// repository has it: what is checked out may be another one. At most `most` bytes. Fails where
/// git, the revision or the file is not there.
[[nodiscard]] Result<std::string> read_at_revision(const std::string& revision,
                                                   const std::string& path, std::uint64_t most);

}  // namespace packwarden
