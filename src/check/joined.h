#pragma once

#include <cstddef>
#include <vector>

#include "finding/finding.h"

namespace packwarden {

/// Further places of a finding that are kept; the message counts all.
inline constexpr std::size_t kMostPlaces = 100;

/// Makes one finding of those of files that have one cause, as FileCheck::joined says: the first by
/// path, with the others as further places. Those that went into another have no `rule_id` then.
void join_causes(std::vector<Finding*> findings);

}  // namespace packwarden
