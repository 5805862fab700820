#pragma once

#include <cstdint>
#include <string>

#include "report/report.h"

namespace packwarden {

/// What a report adds up to.
struct Tally {
  std::uint64_t fails = 0;
  std::uint64_t below = 0;  // neither fails nor suppressed
  std::uint64_t suppressed = 0;
  std::uint64_t places = 0;  // of all of these
  std::uint64_t problems = 0;
  std::uint64_t empty_targets = 0;  // in which nothing was seen
  Coverage seen;
  Coverage scanned;
  Coverage named;
};

/// In how many places what it says is true: its own, and the further ones of its rule. Those that
/// overlap are one.
[[nodiscard]] std::uint64_t places_of(const Finding& finding);

[[nodiscard]] Tally tally_of(const TargetReport& target);
[[nodiscard]] Tally tally_of(const Report& report);

/// "3 failing, 1 below the threshold, 2 suppressed, in 9 places"; "none". Places are told where
/// there are more of them than findings.
[[nodiscard]] std::string describe_findings(const Tally& tally);

/// One line without its end: status, reason and exit status. The last line of the text report, as
/// hook managers flatten the status.
[[nodiscard]] std::string verdict(const Report& report);

}  // namespace packwarden
