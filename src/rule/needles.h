#pragma once

#include <cstdint>
#include <string_view>

#include "rule/needle.h"
#include "rule/pattern.h"

namespace packwarden {

/// The needles of a pattern by the tree of its superset: those that are few and seldom in other
/// texts.
[[nodiscard]] Needles needles_of(const Pattern::Node& superset);

/// Needle::rarest of a text.
[[nodiscard]] std::uint8_t rarest_part(std::string_view text);

}  // namespace packwarden
