#pragma once

#include <string>
#include <vector>

#include "app/exit_status.h"

namespace packwarden {

/// The whole program: parses `arguments` (without the program's name), audits, writes the reports.
[[nodiscard]] ExitStatus run(std::vector<std::string> arguments);

}  // namespace packwarden
