#pragma once

#include <span>
#include <vector>

#include "finding/finding.h"
#include "fix/unwanted.h"
#include "policy/policy.h"

namespace packwarden {

/// What an audit finds once edits are made. Borrows its findings.
struct FindingsAfter {
  std::vector<const Finding*> staying;  // that were to go away
  std::vector<const Finding*> added;    // that were not there, asked for or not

  /// Whether the package is not as it was to be: something stays, or a new finding is that severe.
  [[nodiscard]] bool fail(Severity at_least) const;
};

/// Tells the findings of an audit after the edits by those of one before. Two are the same where a
/// rule finds as much as before in a path.
[[nodiscard]] FindingsAfter findings_after(std::span<const Judged> before,
                                           std::span<const Judged> after,
                                           const FixRequest& request);

}  // namespace packwarden
