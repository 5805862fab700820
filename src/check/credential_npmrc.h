#pragma once

#include <string_view>

#include "check/check.h"

namespace packwarden {

/// What a file in the form of `.npmrc` gives away.
struct NpmrcSummary {
  bool literal = false;      // a credential that stands there
  bool placeholder = false;  // one that comes from elsewhere, or is none yet
  bool key_file = false;     // the path of a key

  [[nodiscard]] bool empty() const { return !literal && !placeholder && !key_file; }
};

[[nodiscard]] NpmrcSummary summary_of_npmrc(std::string_view text);

/// What is said of it.
[[nodiscard]] Hit hit_of(const NpmrcSummary& summary);

/// The fix of a file that configures a package manager.
inline constexpr std::string_view kMoveCredentials =
    "Move credentials of registries to your own `.npmrc` or to the environment of CI, and keep "
    "`{path}` out of the package. Revoke a token that was ever real; unpublishing does not undo a "
    "leak.";

}  // namespace packwarden
