#pragma once

#include <string_view>
#include <vector>

namespace packwarden {

/// Whether this process is one of a run of continuous integration, where nobody is asked.
[[nodiscard]] bool is_ci();

/// The variables of this process's environment, "NAME=value" each, where it says that it is one of
/// a continuous integration; else none. There they hold the secrets of the run, and elsewhere
/// whatever a person has set.
[[nodiscard]] std::vector<std::string_view> environment_of_ci();

}  // namespace packwarden
