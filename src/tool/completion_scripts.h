#pragma once

#include <span>
#include <string>

#include "tool/outline.h"

namespace packwarden {

// The script that completes the command line of all of `commands` in a shell; the same text for the
// same commands. It starts no program, and needs no other script.

[[nodiscard]] std::string bash_completion(std::span<const OutlineCommand> commands);
[[nodiscard]] std::string fish_completion(std::span<const OutlineCommand> commands);
[[nodiscard]] std::string zsh_completion(std::span<const OutlineCommand> commands);

}  // namespace packwarden
