#pragma once

#include <vector>

#include "policy/policy.h"

namespace packwarden {

/// Makes one finding of those of one rule whose values are equal (Finding::value_tag), as far as
/// they are suppressed alike: a secret is to be revoked once, wherever it stands. It is the one
/// that fails, the worst, the surest, the one that most versions of npm pack, then the first; the
/// others are in its `also`, each followed by its own. `findings` are in report order and stay so.
void join_same_secrets(std::vector<Judged>& findings);

/// Leaves no tag, as nothing may be reported with one.
void drop_tags(std::vector<Judged>& findings);

}  // namespace packwarden
