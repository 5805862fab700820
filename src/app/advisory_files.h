#pragma once

#include <string>

#include "base/result.h"
#include "check/advisories.h"

namespace packwarden {

/// The advisories in the `.json` files of a directory and of those in it, as OSV exports them. No
/// link is followed. Fails where one cannot be read or is no advisory, where there is none, and at
/// limits: 1,000,000 files, 4 MiB of one, 2 GiB of all, 8 levels.
[[nodiscard]] Result<Advisories> read_advisories(const std::string& directory);

}  // namespace packwarden
