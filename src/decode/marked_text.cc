#include "decode/marked_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "decode/byte_set.h"
#include "decode/mark_kernel.h"

namespace packwarden {
namespace {

constexpr std::size_t kBlock = kMarkBlock;
/// A mark is noted in the block of the byte that tells it, which may be the next one: the C of
/// fromCharCode, of an escape the byte behind as many as three backslashes.
constexpr std::size_t kBefore = 3;

constexpr std::array<char, 8> kMarkBytes = {'\0', '\0', '\\', '%', '&', '+', 'm', ']'};

/// The runs of a set in a text.
class RunsOfBlocks {
 public:
  RunsOfBlocks(std::string_view text, const ByteSet& set, Instructions instructions)
      : blocks_(text), set_(set), mask_(mark_kernel(instructions).mask) {}

  /// The bytes of a block that end 24 of the set.
  [[nodiscard]] std::uint64_t ends_in(std::size_t block) const {
    return ends_of_runs(mask(block), block == 0 ? 0 : mask(block - 1));
  }

  /// The first byte behind `at` that is not of the set.
  [[nodiscard]] std::size_t end_behind(std::size_t at) const {
    std::size_t block = at / kBlock;
    std::uint64_t outside = ~mask(block) & ~std::uint64_t{0} << at % kBlock;
    while (outside == 0) outside = ~mask(++block);  // the last block has zeros
    return block * kBlock + static_cast<std::size_t>(std::countr_zero(outside));
  }

 private:
  [[nodiscard]] std::uint64_t mask(std::size_t block) const {
    return mask_(blocks_.at(block), set_);
  }

  MarkBlocks blocks_;
  const ByteSet& set_;
  std::uint64_t (*mask_)(const char* bytes, const ByteSet& set);
};

}  // namespace

MarkedText::MarkedText(std::string_view text, Instructions instructions)
    : text_(text),
      instructions_(instructions),
      blocks_(text.size() / kBlock + 1 + sizeof(std::uint64_t), '\0') {
  const ByteSpan beyond = mark_kernel(instructions).mark(MarkBlocks(text), blocks_.data());
  beyond_ascii_ = {beyond.begin * kBlock,
                   std::min<std::uint64_t>(beyond.end * kBlock, text.size())};
  for (const char block : blocks_) all_ |= static_cast<unsigned char>(block);
}

/// The first block at `block` or behind it that has the mark.
std::size_t MarkedText::next_block(Mark mark, std::size_t block) const {
  constexpr std::size_t kEight = sizeof(std::uint64_t);
  const std::uint64_t bits = std::uint64_t{0x0101010101010101} << static_cast<unsigned>(mark);
  for (; block * kBlock < text_.size(); block += kEight) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, blocks_.data() + block, kEight);
    if ((eight & bits) == 0) continue;
    while ((static_cast<unsigned char>(blocks_[block]) & (bits & 0xFFU)) == 0) ++block;
    return block;
  }
  return npos;
}

ByteSpan MarkedText::next_part(Mark mark, std::size_t at) const {
  const std::size_t begin = at < text_.size() ? next_block(mark, at / kBlock) : npos;
  if (begin == npos) return {text_.size(), text_.size()};
  std::size_t end = begin + 1;
  while ((static_cast<unsigned char>(blocks_[end]) >> static_cast<unsigned>(mark) & 1U) != 0) ++end;
  return {begin * kBlock, std::min(end * kBlock, text_.size())};
}

ByteSpan MarkedText::next_run(Mark mark, std::size_t at) const {
  const ByteSet& set = mark == Mark::hex_run ? kHexadecimalBytes : kBase64Bytes;
  const RunsOfBlocks runs(text_, set, instructions_);
  const std::size_t from = at + kShortestRun - 1;  // where the first one may have its 24th byte
  for (std::size_t block = from < text_.size() ? next_block(mark, from / kBlock) : npos;
       block != npos; block = next_block(mark, block + 1)) {
    std::uint64_t ends = runs.ends_in(block);
    if (block == from / kBlock) ends &= ~std::uint64_t{0} << from % kBlock;
    if (ends == 0) continue;
    const std::size_t last = block * kBlock + static_cast<std::size_t>(std::countr_zero(ends));
    return {last + 1 - kShortestRun, runs.end_behind(last)};
  }
  return {text_.size(), text_.size()};
}

bool MarkedText::is_of_base64(char c) { return kBase64Bytes.has(c); }

std::size_t MarkedText::find(Mark mark, std::size_t at) const {
  if (at >= text_.size() || (all_ >> static_cast<unsigned>(mark) & 1U) == 0) return npos;
  for (std::size_t block = next_block(mark, at / kBlock); block != npos;
       block = next_block(mark, block + 1)) {
    const std::size_t begin = block * kBlock;
    const std::size_t from = std::max(at, begin - std::min(begin, kBefore));
    const std::string_view part = text_.substr(from, begin + kBlock - from);
    const std::size_t found = part.find(kMarkBytes.at(static_cast<std::size_t>(mark)));
    if (found != npos) return from + found;
  }
  return npos;
}

}  // namespace packwarden
