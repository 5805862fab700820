#include "source/path_limits.h"

#include <algorithm>
#include <utility>

namespace packwarden {

std::optional<Error> path_limit_error(std::string where, std::string_view path,
                                      const SourceLimits& limits) {
  if (path.size() > limits.path_bytes) {
    return limit_error(std::move(where), "has a longer path than it may",
                       {"path-bytes", limits.path_bytes});
  }
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto slashes = static_cast<std::uint64_t>(std::count(path.begin(), path.end(), '/'));
  if (slashes < limits.path_depth) return std::nullopt;
  return limit_error(std::move(where), "lies deeper than it may",
                     {"path-depth", limits.path_depth});
}

}  // namespace packwarden
