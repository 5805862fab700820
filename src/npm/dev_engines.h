#pragma once

#include "base/json.h"
#include "base/result.h"
#include "npm/npm_host.h"
#include "npm/profile.h"

namespace packwarden {

/// Fails where npm refuses to pack for the field `devEngines` of `package_json`, the package.json
/// of npm's prefix: in a run for workspaces of their root, else of the nearest directory upwards
/// that has one (src/npm/README.md section 2.1). What depends on what `host` does not know passes.
[[nodiscard]] Result<void> check_dev_engines(const Json& package_json, const Profile& profile,
                                             const NpmHost& host);

}  // namespace packwarden
