#pragma once

#include <optional>

#include "match/scanner.h"

namespace packwarden {

/// How sure a match is; nothing of one that its checks refute.
[[nodiscard]] std::optional<Confidence> confidence_in(const Match& match);

}  // namespace packwarden
