#pragma once

#include "base/result.h"
#include "match/database.h"
#include "validate/inspector.h"

namespace packwarden {

/// An inspector for names that are shown where nothing is audited: it knows the rules, and no
/// values of this machine. `database` outlives it.
[[nodiscard]] Result<Inspector> concealing_inspector(const Database& database);

}  // namespace packwarden
