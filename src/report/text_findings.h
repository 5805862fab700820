#pragma once

#include "report/page.h"
#include "report/report.h"

namespace packwarden {

/// Writes the findings of a target: those that matter in full, grouped by file; notes and
/// suppressed ones as one line each.
void write_findings(Page& page, const TargetReport& target);

}  // namespace packwarden
