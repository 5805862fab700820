#pragma once

#include <string_view>

#include "base/result.h"
#include "rule/rule.h"

namespace packwarden {

/// Checks what needs no engine and no validator: that texts are there, the id's form, the pattern's
/// language, its gate and its window (rules/README.md). Fills `rule.facts`. `rule` comes back
/// changed only in its facts; the first fault is returned.
[[nodiscard]] Result<Rule> check_rule(Rule rule, std::string_view where);

}  // namespace packwarden
