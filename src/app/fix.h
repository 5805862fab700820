#pragma once

#include "app/audit.h"
#include "app/exit_status.h"
#include "app/options.h"
#include "base/result.h"
#include "match/database.h"

namespace packwarden {

/// `packwarden fix`: audits a package, looks for the edit that makes findings go away, and prints
/// it as a diff; with `options.write` makes it and audits once more. `how` is that of the audits.
/// Fails where there is not one package on disk, and where a file cannot be written.
[[nodiscard]] Result<ExitStatus> fix_package(const Options& options, const Database& database,
                                             const AuditOptions& how);

}  // namespace packwarden
