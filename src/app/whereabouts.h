#pragma once

#include "report/report.h"
#include "source/source.h"

namespace packwarden {

/// Where a target lies in the repository around it: the nearest directory that has a `.git`, looked
/// for from the package up, or from the working directory where the target is none. Without one it
/// is the working directory. What lies elsewhere has no directory.
[[nodiscard]] Whereabouts whereabouts_of(const SourceFacts& facts);

}  // namespace packwarden
