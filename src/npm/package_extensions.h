#pragma once

#include "base/result.h"
#include "npm/manifest.h"
#include "npm/profile.h"

namespace packwarden {

/// Fails where npm 12 refuses a package for its `packageExtensions`, which add dependencies to
/// installed packages; and where they may change what is bundled, which is not modelled
/// (src/npm/README.md section 2.3).
[[nodiscard]] Result<void> check_package_extensions(const Manifest& manifest,
                                                    const Profile& profile);

}  // namespace packwarden
