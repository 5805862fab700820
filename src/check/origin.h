#pragma once

#include <vector>

#include "check/package_check.h"

namespace packwarden {

/// Raises findings in files that git does not know, outside of what a build writes: they are there
/// by accident more often than others. By one step, from note to medium and from medium to high;
/// never to critical. Exempt are findings of the package as a whole, and of several of its files.
void raise_by_origin(const PackageView& package, const std::vector<Finding*>& findings);

}  // namespace packwarden
