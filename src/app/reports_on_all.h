#pragma once

#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "match/database.h"
#include "policy/baseline.h"
#include "report/report.h"
#include "source/tar_writer.h"

namespace packwarden {

/// Audits what `options` of `audit`, `pack` or `scan` ask for, in order. `baseline` may be null.
/// `tarball` takes what a single package would be published as, if it is given. Fails where nothing
/// can be looked into; what goes wrong later is a problem of its report.
[[nodiscard]] Result<std::vector<TargetReport>> reports_on_all(const Options& options,
                                                               const Database& database,
                                                               const Baseline* baseline,
                                                               ByteSink tarball);

}  // namespace packwarden
