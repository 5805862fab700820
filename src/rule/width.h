#pragma once

#include <cstdint>

#include "rule/pattern.h"

namespace packwarden {

/// Bytes of the shortest and the longest match of a part of a pattern; kUnbounded stays so.
struct Width {
  std::uint32_t min = 0;
  std::uint32_t max = 0;
};

/// Sum and product that stay at kUnbounded.
[[nodiscard]] std::uint32_t plus(std::uint32_t a, std::uint32_t b);
[[nodiscard]] std::uint32_t times(std::uint32_t a, std::uint32_t b);

[[nodiscard]] Width width_of(const Pattern::Node& node);

/// Whether the repeat is printed without its maximum (Pattern::kLongRepeat). One of a fixed number
/// of times is not: it could not be told apart.
[[nodiscard]] bool is_long_repeat(const Pattern::Node& repeat);
[[nodiscard]] bool has_long_repeat(const Pattern::Node& node);

/// The width of what is printed: unbounded where a repeat is long.
[[nodiscard]] Width printed_width(const Pattern::Node& node);

}  // namespace packwarden
