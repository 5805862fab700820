#pragma once

#include "app/exit_status.h"
#include "app/options.h"
#include "base/result.h"
#include "match/database.h"

namespace packwarden {

/// `packwarden why`: prints why npm would pack a path of a package or leave it out. Fails where npm
/// fails.
[[nodiscard]] Result<ExitStatus> explain_path(const Options& options, const Database& database);

}  // namespace packwarden
