#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace packwarden {

/// Further places of a finding that are kept; the message counts all.
inline constexpr std::size_t kMostPlaces = 100;

/// Makes one finding of those of files that have one cause, as FileCheck::joined says: the first by
/// path, with the others as further places. Those that went into another have no `rule_id` then.
void join_causes(std::vector<Finding*> findings);

/// The message of a finding without the sentence that counts those that it was made of.
[[nodiscard]] std::string without_count(std::string message);

/// The directory, with its slash, that the check of a file found as a whole: the outermost on the
/// way to it that the names of the check are about. "" where it is about files.
[[nodiscard]] std::string directory_of_cause(const Finding& finding);

}  // namespace packwarden
