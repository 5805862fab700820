#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "decode/byte_set.h"
#include "decode/marked_text.h"

// What MarkedText and readers of source maps do many bytes at a time.
namespace packwarden {

/// Bytes of a block.
inline constexpr std::size_t kMarkBlock = 64;

/// The bytes of runs.
inline constexpr ByteSet kBase64Bytes(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
inline constexpr ByteSet kHexadecimalBytes("0123456789abcdefABCDEF");

/// A text in blocks, the last of which, never a whole one, is filled up with zeros: they make no
/// mark.
class MarkBlocks {
 public:
  /// Bytes in front of each block that can be read, too; in front of the first block zeros.
  static constexpr std::size_t kBefore = 2;

  explicit MarkBlocks(std::string_view text) : text_(text), whole_(text.size() / kMarkBlock) {
    const std::size_t rest = whole_ * kMarkBlock;
    const std::size_t before = std::min(rest, kBefore);
    text.copy(last_.data() + kBefore - before, before + kMarkBlock, rest - before);
    if (whole_ > 0) text.copy(first_.data() + kBefore, kMarkBlock);
  }
  [[nodiscard]] std::size_t count() const { return whole_ + 1; }
  [[nodiscard]] const char* at(std::size_t block) const {
    if (block == whole_) return last_.data() + kBefore;
    return block == 0 ? first_.data() + kBefore : text_.data() + block * kMarkBlock;
  }

 private:
  using Copy = std::array<char, kBefore + kMarkBlock>;

  std::string_view text_;
  std::size_t whole_;
  Copy first_{};
  Copy last_{};
};

/// The bytes of a block that end 24 of a set, one behind the other: `mask` are those of the set,
/// the first as the lowest bit, `before` those of the block in front.
[[nodiscard]] std::uint64_t ends_of_runs(std::uint64_t mask, std::uint64_t before);

/// For one kind of processor.
struct MarkKernel {
  /// Writes the marks of each block, a bit for each as of Mark. The blocks from the first one with
  /// a byte beyond ASCII to the last.
  ByteSpan (*mark)(const MarkBlocks& blocks, char* out);
  /// Which of the bytes of a block are of the set.
  std::uint64_t (*mask)(const char* bytes, const ByteSet& set);
  /// The same of three sets.
  std::array<std::uint64_t, 3> (*masks)(const char* bytes, const std::array<ByteSet, 3>& sets);
};
[[nodiscard]] MarkKernel mark_kernel(Instructions instructions);

}  // namespace packwarden
