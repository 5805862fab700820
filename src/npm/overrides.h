#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"
#include "npm/profile.h"
#include "npm/workspaces.h"

namespace packwarden {

/// Fails where npm refuses a package for its `overrides`: where it cannot read the field, and where
/// an override changes what the package itself asks for (src/npm/README.md section 2.2).
[[nodiscard]] Result<void> check_overrides(const Manifest& manifest, const Profile& profile);

/// Fails where npm 12 refuses to bundle: where the version of a bundled package, as installed below
/// `directory` of `tree`, is one that `overrides` sets (src/npm/README.md section 6).
[[nodiscard]] Result<void> check_bundle_overrides(const FileTree& tree,
                                                  const std::string& directory,
                                                  const Manifest& manifest, const Profile& profile,
                                                  const std::vector<Workspace>& workspaces);

}  // namespace packwarden
