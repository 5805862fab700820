#pragma once

#include "check/release.h"
#include "report/report.h"

namespace packwarden {

/// Leaves the findings of the release before out of `now`, wherever in their files they are, each
/// as often as it was there. Both have the tags of one tagger. A finding stays
///
/// - where its value, its message or one of its files is another;
/// - where it is worse than it was, or fails and did not;
/// - of a check of credentials that tells no value, where the content of its file is another.
///
/// `release` is the one of `before`. `now` has the digests of its entries.
void drop_known(const Release& release, const std::vector<Judged>& before, TargetReport& now);

}  // namespace packwarden
