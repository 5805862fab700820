#include "source/limits.h"

#include <algorithm>
#include <utility>

namespace packwarden {
namespace {

/// Headers and padding beside the content: 2.5 KiB for each of 200,000 members.
constexpr std::uint64_t kFramingBytes = std::uint64_t{512} << 20U;

}  // namespace

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

Error entry_too_large(std::string where, std::uint64_t limit) {
  return limit_error(std::move(where), "is larger than one entry may be", {"entry-bytes", limit});
}

std::uint64_t max_archive_bytes(const SourceLimits& limits) {
  return limits.total_bytes + kFramingBytes;
}

Error archive_too_large(std::string where, const SourceLimits& limits) {
  return limit_error(std::move(where), "holds more bytes than an archive may",
                     {"total-bytes", limits.total_bytes});
}

}  // namespace packwarden
