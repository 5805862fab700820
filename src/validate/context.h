#pragma once

#include <cstddef>
#include <string_view>

#include "match/scanner.h"

namespace packwarden {

/// What stands before and after the secret in the scanned text, at most `distance` bytes each.
[[nodiscard]] std::string_view text_before(const Match& match, std::size_t distance);
[[nodiscard]] std::string_view text_after(const Match& match, std::size_t distance);

/// All that the pattern matched, as far as it is in the text.
[[nodiscard]] std::string_view whole_of(const Match& match);

/// True when the byte before or the byte after the secret is one of `alphabet`: then the secret is
/// a part of something longer. Patterns cannot say so, as they know no look-around.
[[nodiscard]] bool touches(const Match& match, std::string_view alphabet);

}  // namespace packwarden
