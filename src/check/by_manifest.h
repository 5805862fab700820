#pragma once

#include <vector>

#include "check/package_check.h"

namespace packwarden {

/// Lowers what was found in a file that `files` in package.json names by itself, where a check asks
/// whether it is there on purpose: that is a note then.
void judge_by_manifest(const PackageView& package, Finding& finding);

/// Whether `of_package` says of bytes of package.json what a rule says with `secret`: one cause is
/// one finding, with the other in its `also`.
[[nodiscard]] bool says_the_same(const Finding& of_package, const Finding& secret);

}  // namespace packwarden
