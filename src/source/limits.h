#pragma once

#include <cstdint>
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

/// The limit error of a file, stream or archive member of more than `limit` bytes (`entry-bytes`).
[[nodiscard]] Error entry_too_large(std::string where, std::uint64_t limit);

/// How long an archive may be, inflated: `total_bytes` of content, its headers and padding.
[[nodiscard]] std::uint64_t max_archive_bytes(const SourceLimits& limits);

/// The limit error of an archive that is longer or holds more (`total-bytes`).
[[nodiscard]] Error archive_too_large(std::string where, const SourceLimits& limits);

}  // namespace packwarden
