#pragma once

#include "report/page.h"
#include "report/report.h"

namespace packwarden {

/// Writes the findings of a target: those that matter in full, grouped by file; notes and
/// suppressed ones as one line each.
void write_findings(Page& page, const TargetReport& target);

/// "npm 12 only" of a file that not all the versions of npm looked at would pack; else nothing.
[[nodiscard]] std::vector<Word> packed_only_by(const std::vector<int>& some,
                                               const std::vector<int>& all);

}  // namespace packwarden
