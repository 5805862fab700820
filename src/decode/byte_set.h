#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace packwarden {

/// A set of bytes. Of those that are not ASCII only `has` tells.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      has_.at(byte) = true;
      rows_.at(byte & 15U) = static_cast<std::uint8_t>(rows_.at(byte & 15U) | 1U << (byte >> 4U));
    }
  }
  [[nodiscard]] constexpr bool has(char c) const {
    return has_[static_cast<unsigned char>(c)];  // NOLINT: every byte is an index
  }
  /// By the lower half of a byte: a bit for each upper half that makes it one of the set.
  [[nodiscard]] constexpr const std::array<std::uint8_t, 16>& rows() const { return rows_; }

 private:
  std::array<bool, 256> has_{};
  std::array<std::uint8_t, 16> rows_{};
};

}  // namespace packwarden
