#pragma once

#include <vector>

#include "base/result.h"
#include "npm/packlist.h"

namespace packwarden {

/// Fails where npm's tar writer breaks off at a hard link (src/npm/README.md section 7, "Hard
/// links"). `files` are in the order of the tarball, their `link` set.
[[nodiscard]] Result<void> check_hard_links(const std::vector<PackedFile>& files);

}  // namespace packwarden
