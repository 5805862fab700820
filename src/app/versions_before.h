#pragma once

#include <vector>

#include "app/pipeline.h"
#include "base/result.h"
#include "source/source.h"
#include "validate/inspector.h"

namespace packwarden {

/// Marks the findings that were there before: the same secret of the same rule, at no more places
/// of the same file than in one of the versions that the file comes from (Source::versions_before).
/// Of the others it says whose change they are. Only versions of files with findings are read.
[[nodiscard]] Result<void> mark_known_before(Source& source, Inspector& inspector,
                                             std::vector<Examined::Located>& findings);

}  // namespace packwarden
