#pragma once

#include <cstdint>
#include <vector>

#include "check/check.h"
#include "policy/policy.h"
#include "policy/stale.h"
#include "report/report.h"

namespace packwarden {

/// What a suppression in vain is where the policy has it fail.
inline constexpr CheckInfo kStaleSuppression = {
    "policy-stale-suppression", Severity::medium, "Suppression in vain",
    "A suppression that nobody needs any more hides the next finding in its place.",
    "Remove the suppression, or correct it."};

/// Whether a suppression in vain fails the audit, or is a note.
enum class StaleMode : std::uint8_t { noted, fails };

[[nodiscard]] inline StaleMode stale_mode(const Policy& policy) {
  return policy.fails_on_stale() ? StaleMode::fails : StaleMode::noted;
}

/// Tells of `stale` in `report`. As findings they stand in report order among the others, and no
/// policy has a say.
void report_stale(const std::vector<Stale>& stale, StaleMode mode, TargetReport& report);

}  // namespace packwarden
