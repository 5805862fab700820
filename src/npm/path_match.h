#pragma once

#include <cstdint>
#include <span>

#include "npm/segment.h"

namespace packwarden {

enum class Slashes : std::uint8_t { none = 0, leading = 1, trailing = 2, both = 3 };

/// Whether a pattern must match the whole path, or may go on behind its end.
enum class Extent : std::uint8_t { whole, partial };

/// Whether `parts`, at least two of them or one globstar, match the components `names` between
/// `slashes`, each of which adds an empty component (src/npm/README.md section 3.1).
[[nodiscard]] bool matches_parts(std::span<const Segment> parts, std::span<const PathName> names,
                                 Slashes slashes, Extent extent, MatchBudget& budget);

}  // namespace packwarden
