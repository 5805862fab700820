#pragma once

#include <optional>
#include <vector>

#include "app/pipeline.h"
#include "policy/baseline.h"
#include "policy/inline_suppressions.h"
#include "policy/policy.h"
#include "report/report.h"
#include "validate/fingerprint_key.h"

namespace packwarden {

/// What judges the findings of an audit.
struct Judges {
  const Policy& policy;
  InlineSuppressions& comments;        // learn which of them are of use
  const Baseline* baseline = nullptr;  // null: none was named
  std::optional<FingerprintKey> key;   // of the baseline
};

/// The findings in report order, with fingerprints, judged, and one for each secret. With a key,
/// that of a secret comes from the inspector, and that of anything else is made here: `report`
/// says of which package it is, and, for files that are a credential as a whole, the digest of
/// what they hold. Without one fingerprints are those of finding.h.
[[nodiscard]] std::vector<Judged> judged(std::vector<Examined::Located> findings,
                                         const Judges& judges, const TargetReport& report);

}  // namespace packwarden
