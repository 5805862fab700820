#pragma once

#include <vector>

#include "report/report.h"

namespace packwarden {

/// A finding and where it was found. Borrows both.
struct RankedFinding {
  const Judged* judged = nullptr;
  const TargetReport* target = nullptr;
};

/// Those of the targets that are not suppressed, and in the end those that are: what fails first,
/// then by severity, then in the order of the report. For formats that show only so many.
[[nodiscard]] std::vector<RankedFinding> worst_first(
    const std::vector<const TargetReport*>& targets);

/// All targets of the report.
[[nodiscard]] std::vector<const TargetReport*> targets_in(const Report& report);

}  // namespace packwarden
