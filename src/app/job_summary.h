#pragma once

#include "base/result.h"
#include "report/report.h"

namespace packwarden {

/// Appends the report to the summary of a job of GitHub Actions, the file that the variable
/// GITHUB_STEP_SUMMARY names: as much as the service takes of one step. Where none is named,
/// nothing is to be done.
[[nodiscard]] Result<void> append_job_summary(const Report& report);

}  // namespace packwarden
