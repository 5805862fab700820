#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// A JSON text of valid UTF-8, written so that nothing in it moves a terminal or is taken by a CI
/// service for a command. It is the same JSON.
[[nodiscard]] std::string made_inert(std::string_view json);

}  // namespace packwarden
