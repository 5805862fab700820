#pragma once

#include <string>

#include "base/result.h"
#include "rule/rule_set.h"

namespace packwarden {

/// Compiles `rules` with Hyperscan into the image that `Database::from_image` reads; the same bytes
/// for the same rules. Fails, with the rule's id, on a pattern that Hyperscan refuses. Needs libhs,
/// which the program does not hold; where there is none, the image has no databases.
[[nodiscard]] Result<std::string> compile_image(const RuleSet& rules);

}  // namespace packwarden
