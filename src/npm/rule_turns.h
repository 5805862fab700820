#pragma once

#include <string>
#include <vector>

#include "npm/walker.h"

namespace packwarden {

/// Makes paths that count from the directory of a walk count from the package, in which it is.
void rebase(const std::string& directory, RuleTurn& turn);
void rebase(const std::string& directory, WalkStep& step);

/// What stands in package.json where npm makes `turn` of it; of a rule from elsewhere what stands
/// there. "" of the rule that `files` excludes all else by. `entries` are those of its `files`.
[[nodiscard]] std::string written_text(const RuleTurn& turn,
                                       const std::vector<std::string>& entries);

}  // namespace packwarden
