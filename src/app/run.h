#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/exit_status.h"
#include "app/tool_command.h"

namespace packwarden {

/// The whole program: parses `arguments` (without the program's name), audits and writes the
/// reports, or does what one of the `tools` is asked for.
[[nodiscard]] ExitStatus run(std::vector<std::string> arguments,
                             std::span<const ToolCommand> tools);

}  // namespace packwarden
