#pragma once

#include "app/exit_status.h"
#include "app/options.h"
#include "base/result.h"
#include "match/database.h"

namespace packwarden {

/// `packwarden list`: prints what npm would pack. Fails where npm fails, and prints nothing then.
[[nodiscard]] Result<ExitStatus> list_packages(const Options& options, const Database& database);

}  // namespace packwarden
