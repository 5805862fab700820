#pragma once

#include "app/options.h"
#include "match/database.h"
#include "report/report.h"

namespace packwarden {

/// Whether the tarball that the options name is the one that a statement is of. Each difference is
/// a finding `out-verify`. Fails where one of the two cannot be read.
[[nodiscard]] Result<TargetReport> verify(const Options& options, const Database& database);

}  // namespace packwarden
