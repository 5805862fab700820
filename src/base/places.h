#pragma once

#include <cstdint>
#include <string_view>

#include "base/span.h"

namespace packwarden {

/// Line and column of ascending offsets, reading the text once.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}

  LineColumn at(std::uint64_t offset) {
    if (offset < offset_) {
      offset_ = 0;
      place_ = {};
    }
    place_ = line_column_from(text_, offset_, place_, offset);
    offset_ = offset;
    return place_;
  }

 private:
  std::string_view text_;
  std::uint64_t offset_ = 0;
  LineColumn place_;
};

}  // namespace packwarden
