#pragma once

#include "rule/pattern.h"

namespace packwarden {

/// The tree of what Hyperscan looks for, by that of a pattern: see Pattern::superset.
[[nodiscard]] Pattern::Node superset_of(const Pattern::Node& root);

}  // namespace packwarden
