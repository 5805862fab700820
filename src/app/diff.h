#pragma once

#include "app/options.h"
#include "match/database.h"
#include "report/report.h"

namespace packwarden {

/// The audit of a new release as far as the old one, which the options name too, was not the same:
/// which files differ, and what was found in the new one only. Of an old one that is a statement
/// no findings are known. Fails where the old one cannot be read.
[[nodiscard]] Result<TargetReport> diff(const Options& options, const Database& database,
                                        const AuditOptions& how);

}  // namespace packwarden
