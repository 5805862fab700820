#pragma once

#include <vector>

#include "app/pipeline.h"
#include "policy/policy.h"

namespace packwarden {

/// The findings in report order, with fingerprints, judged, and one for each secret. Equal places
/// are told apart by the entry's own place: an archive may hold a path twice. A fingerprint does
/// not depend on which other files hold the secret.
[[nodiscard]] std::vector<Judged> judged(std::vector<Examined::Located> findings,
                                         const Policy& policy, InlineSuppressions& comments);

}  // namespace packwarden
