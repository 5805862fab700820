#pragma once

#include <span>

#include "app/tool_command.h"

namespace packwarden {

/// The commands that are no audits, in the order in which help lists them. A family stands in front
/// of its members.
[[nodiscard]] std::span<const ToolCommand> tools();

}  // namespace packwarden
