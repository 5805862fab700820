#pragma once

#include "report/report.h"

namespace packwarden {

/// The program's exit status; scripts depend on it, so it never changes. `incomplete` wins over
/// `findings`.
enum class ExitStatus : int {
  clean = 0,       // finished, nothing at or above the threshold
  findings = 1,    // finished, findings at or above the threshold
  incomplete = 2,  // could not finish, or could not start
};

/// The statuses of reports are numbered alike, so that the worst of several is the greatest.
[[nodiscard]] constexpr ExitStatus exit_status_of(ReportStatus status) {
  switch (status) {
    case ReportStatus::clean:
      return ExitStatus::clean;
    case ReportStatus::findings:
      return ExitStatus::findings;
    case ReportStatus::incomplete:
      break;
  }
  return ExitStatus::incomplete;
}

}  // namespace packwarden
