#pragma once

#include <functional>

#include "app/exit_status.h"
#include "app/options.h"
#include "base/result.h"
#include "report/report.h"

namespace packwarden {

/// Audits what `options` name; never fails but in its report.
using AuditOne = std::function<Report(const Options& options)>;

/// `packwarden worker`: one line of standard output for each line of standard input, in order, each
/// written when it is done. `options` are those of all audits but for what a request says;
/// `database` is that of `audit`. Clean at the end of the input and after SIGTERM, which lets the
/// audit at hand finish. Fails where standard input or output does.
[[nodiscard]] Result<ExitStatus> work(const Options& options, const Database& database,
                                      const AuditOne& audit);

}  // namespace packwarden
