#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "source/source.h"

namespace packwarden {

/// The limit error of a path with more bytes (`path-bytes`) or more segments (`path-depth`) than
/// `limits` allow; none when it is within them. `where` names the path in the error.
[[nodiscard]] std::optional<Error> path_limit_error(std::string where, std::string_view path,
                                                    const SourceLimits& limits);

}  // namespace packwarden
