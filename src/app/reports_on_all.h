#pragma once

#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "match/database.h"
#include "policy/baseline.h"
#include "report/report.h"
#include "source/tar_writer.h"
#include "validate/value_digests.h"

namespace packwarden {

/// What is known of secrets before an audit; each may be null.
struct KnownFindings {
  const Baseline* baseline = nullptr;
  const ValueDigests* digests = nullptr;  // of another program
};

/// Audits what `options` of `audit`, `pack` or `scan` ask for, in order.
/// `tarball` takes what a single package would be published as, if it is given. Fails where nothing
/// can be looked into; what goes wrong later is a problem of its report.
[[nodiscard]] Result<std::vector<TargetReport>> reports_on_all(const Options& options,
                                                               const Database& database,
                                                               const KnownFindings& known,
                                                               ByteSink tarball);

}  // namespace packwarden
