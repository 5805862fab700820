#pragma once

#include <string>

namespace packwarden {

/// The value of a variable of this process's environment; "" where it is not set.
[[nodiscard]] std::string environment_variable(const std::string& name);

}  // namespace packwarden
