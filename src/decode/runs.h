#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/span.h"
#include "decode/decoder.h"

namespace packwarden {

/// A set of ASCII bytes.
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

/// Goes through the runs of at least `shortest` bytes of a set; `shortest` is at least 23. Where
/// there are none it reads sixteen bytes at once.
class Runs {
 public:
  Runs(std::string_view text, const ByteSet& set, std::size_t shortest)
      : text_(text), set_(set), shortest_(shortest) {}

  /// The next run, as long as it goes; an empty one at the end.
  ByteSpan next();

 private:
  std::string_view text_;
  const ByteSet& set_;
  std::size_t shortest_;
  std::size_t at_ = 0;
};

/// An encoding of texts as runs of a set of bytes.
struct RunEncoding {
  const ByteSet& set;
  std::size_t shortest = 0;        // runs
  std::uint32_t decoded_unit = 1;  // so many bytes of a text
  std::uint32_t source_unit = 1;   // are so many of a run
  std::string (*decode)(std::string_view run) = nullptr;
};

/// Decodes the runs that stand for readable texts.
void decode_runs(std::string_view text, const RunEncoding& encoding, const DecodedSink& sink);

}  // namespace packwarden
