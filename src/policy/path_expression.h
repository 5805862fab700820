#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// The paths that other scanners leave out by a regular expression, which may match anywhere in a
/// path, as patterns of PathPattern. They match what the expression does, or less: a dot that was
/// meant for one stands for a dot. Fails where it says more than patterns can; the error says what,
/// and has no place.
[[nodiscard]] Result<std::vector<std::string>> patterns_of_expression(std::string_view expression);

/// The same of a line of an ignore file, as git reads it.
[[nodiscard]] Result<std::vector<std::string>> patterns_of_ignore_line(std::string_view line);

}  // namespace packwarden
