#include "decode/marked_text.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "decode/byte_set.h"

namespace packwarden {
namespace {

constexpr std::size_t kBlock = 64;
/// A mark is noted in the block of the byte that tells it, which may be the next one: the C of
/// fromCharCode, of an escape the byte behind as many as three backslashes.
constexpr std::size_t kBefore = 3;

constexpr ByteSet kBase64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
constexpr ByteSet kHexadecimal("0123456789abcdefABCDEF");
constexpr ByteSet kBehindBackslash("xu/01");
constexpr ByteSet kBehindAmpersand("#aceglnqs");  // the named ones of html_entity.cc
constexpr ByteSet kBehindPlus("\"'`(/ \t\r\n");
constexpr ByteSet kMarks("\\%&+");
constexpr std::array<char, 7> kMarkBytes = {'\0', '\0', '\\', '%', '&', '+', 'm'};

/// One of two bytes.
struct Either {
  char first = 0;
  char second = 0;
};
constexpr Either kBehindFrom = {'C', '('};

/// Which of 64 bytes are of a set or have a value, the first as the lowest bit: what is asked of
/// each block.
struct Masks {
  std::uint64_t base64 = 0;
  std::uint64_t hexadecimal = 0;
  std::uint64_t marks = 0;
  std::uint64_t small_m = 0;
  std::uint64_t behind_from = 0;  // C or a bracket
};

/// What is asked of blocks that hold a backslash, a percent sign, an ampersand or a plus.
struct Details {
  std::uint64_t backslash = 0;
  std::uint64_t behind_backslash = 0;
  std::uint64_t percent = 0;
  std::uint64_t ampersand = 0;
  std::uint64_t behind_ampersand = 0;
  std::uint64_t plus = 0;
  std::uint64_t behind_plus = 0;
};

/// `mask`, each bit moved to that of the next byte, across the border of blocks.
std::uint64_t moved(std::uint64_t mask, std::uint64_t before) {
  return mask << 1U | before >> (kBlock - 1);
}

/// The bytes that end 24 of a set, one behind the other.
std::uint64_t ends_of_runs(std::uint64_t mask, std::uint64_t before) {
  __extension__ using Wide = unsigned __int128;
  Wide wide = static_cast<Wide>(mask) << kBlock | before;
  wide &= wide << 1U;
  wide &= wide << 2U;
  wide &= wide << 4U;
  wide &= wide << 8U & wide << 16U;
  return static_cast<std::uint64_t>(wide >> kBlock);
}

unsigned bit_if(std::uint64_t mask, Mark mark) {
  return (mask == 0 ? 0U : 1U) << static_cast<unsigned>(mark);
}

/// Makes the bits of block after block.
class Marker {
 public:
  /// Takes the next block.
  void take(const Masks& now) {
    const std::uint64_t base64 = ends_of_runs(now.base64, before_.base64);
    const std::uint64_t hex = base64 == 0 ? 0 : ends_of_runs(now.hexadecimal, before_.hexadecimal);
    const std::uint64_t call = moved(now.small_m, before_.small_m) & now.behind_from;
    bits_ = bit_if(base64, Mark::base64_run) | bit_if(hex, Mark::hex_run) |
            bit_if(call, Mark::from_call);
    has_marks_ = moved(now.marks, before_.marks) != 0;
    before_ = now;
  }

  /// Whether the block needs its details, because it or the byte in front of it holds a mark.
  [[nodiscard]] bool has_marks() const { return has_marks_; }

  /// `before` is the byte in front of the block.
  void take(const Details& now, char before) {
    const auto behind = [before](std::uint64_t mask, char value) {
      return mask << 1U | (before == value ? 1U : 0U);
    };
    bits_ |= bit_if(behind(now.backslash, '\\') & now.behind_backslash, Mark::escape) |
             bit_if(behind(now.percent, '%') & before_.hexadecimal, Mark::percent) |
             bit_if(behind(now.ampersand, '&') & now.behind_ampersand, Mark::entity) |
             bit_if(behind(now.plus, '+') & now.behind_plus, Mark::joint);
  }

  /// Of the block that was taken last.
  [[nodiscard]] char bits() const { return static_cast<char>(bits_); }

 private:
  Masks before_;
  unsigned bits_ = 0;
  bool has_marks_ = false;
};

/// A text in blocks, the last of which, never a whole one, is filled up with zeros: they make no
/// mark.
class Blocks {
 public:
  explicit Blocks(std::string_view text) : text_(text), whole_(text.size() / kBlock) {
    text.copy(rest_.data(), kBlock, whole_ * kBlock);
  }
  [[nodiscard]] std::size_t count() const { return whole_ + 1; }
  [[nodiscard]] const char* at(std::size_t block) const {
    return block < whole_ ? text_.data() + block * kBlock : rest_.data();
  }
  /// The byte in front of a block; in front of the first a zero.
  [[nodiscard]] char before(std::size_t block) const {
    return block == 0 ? '\0' : text_[block * kBlock - 1];
  }

 private:
  std::string_view text_;
  std::size_t whole_;
  std::array<char, kBlock> rest_{};
};

class PortableBlock {
 public:
  explicit PortableBlock(const char* bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t mask_of(const ByteSet& set) const {
    return mask_where([&set](char c) { return set.has(c); });
  }
  [[nodiscard]] std::uint64_t mask_of(char value) const {
    return mask_where([value](char c) { return c == value; });
  }
  [[nodiscard]] std::uint64_t mask_of(const Either& either) const {
    return mask_where([&either](char c) { return c == either.first || c == either.second; });
  }

 private:
  template <class Test>
  [[nodiscard]] std::uint64_t mask_where(Test test) const {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlock; ++i) mask |= std::uint64_t{test(bytes_[i])} << i;
    return mask;
  }

  const char* bytes_;
};

void mark_portably(const Blocks& blocks, char* out) {
  Marker marker;
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const PortableBlock block(blocks.at(i));
    marker.take(Masks{block.mask_of(kBase64), block.mask_of(kHexadecimal), block.mask_of(kMarks),
                      block.mask_of('m'), block.mask_of(kBehindFrom)});
    if (marker.has_marks())
      marker.take(Details{block.mask_of('\\'), block.mask_of(kBehindBackslash), block.mask_of('%'),
                          block.mask_of('&'), block.mask_of(kBehindAmpersand), block.mask_of('+'),
                          block.mask_of(kBehindPlus)},
                  blocks.before(i));
    out[i] = marker.bits();
  }
}

std::uint64_t mask_portably(const char* bytes, const ByteSet& set) {
  return PortableBlock(bytes).mask_of(set);
}

#ifdef __x86_64__
#define PACKWARDEN_AVX2 __attribute__((target("avx2"), always_inline))

/// Half a block. All of it is inlined into the one function that asks for the instructions. W.
/// Muła's way to test for membership: a shuffle looks up the row of each lower half of a byte,
/// another the bit of each upper half.
class Avx2Half {
 public:
  PACKWARDEN_AVX2 explicit inline Avx2Half(const char* bytes)
      : bytes_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes))) {
    const __m256i bits = _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0, 1,
                                          2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i lower = _mm256_set1_epi8(0x0F);
    lower_ = _mm256_and_si256(bytes_, lower);
    bits_ = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(bytes_, 4), lower));
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint32_t mask_of(const ByteSet& set) const {
    const __m256i rows = _mm256_broadcastsi128_si256(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(set.rows().data())));
    const __m256i found = _mm256_and_si256(_mm256_shuffle_epi8(rows, lower_), bits_);
    const __m256i outside = _mm256_cmpeq_epi8(found, _mm256_setzero_si256());
    return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(outside));
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint32_t mask_of(char value) const {
    const __m256i equal = _mm256_cmpeq_epi8(bytes_, _mm256_set1_epi8(value));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(equal));
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint32_t mask_of(const Either& either) const {
    const __m256i equal =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes_, _mm256_set1_epi8(either.first)),
                        _mm256_cmpeq_epi8(bytes_, _mm256_set1_epi8(either.second)));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(equal));
  }

 private:
  __m256i bytes_;
  __m256i lower_;
  __m256i bits_;
};

class Avx2Block {
 public:
  PACKWARDEN_AVX2 explicit inline Avx2Block(const char* bytes)
      : first_(bytes), second_(bytes + kBlock / 2) {}

  template <class What>
  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint64_t mask_of(const What& what) const {
    return std::uint64_t{second_.mask_of(what)} << 32U | first_.mask_of(what);
  }

 private:
  Avx2Half first_;
  Avx2Half second_;
};

__attribute__((target("avx2"))) void mark_by_avx2(const Blocks& blocks, char* out) {
  Marker marker;
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const Avx2Block block(blocks.at(i));
    marker.take(Masks{block.mask_of(kBase64), block.mask_of(kHexadecimal), block.mask_of(kMarks),
                      block.mask_of('m'), block.mask_of(kBehindFrom)});
    if (marker.has_marks())
      marker.take(Details{block.mask_of('\\'), block.mask_of(kBehindBackslash), block.mask_of('%'),
                          block.mask_of('&'), block.mask_of(kBehindAmpersand), block.mask_of('+'),
                          block.mask_of(kBehindPlus)},
                  blocks.before(i));
    out[i] = marker.bits();
  }
}

__attribute__((target("avx2"))) std::uint64_t mask_by_avx2(const char* bytes, const ByteSet& set) {
  return Avx2Block(bytes).mask_of(set);
}
#endif

/// What is done many bytes at a time.
struct Kernel {
  void (*mark)(const Blocks& blocks, char* out);
  std::uint64_t (*mask)(const char* bytes, const ByteSet& set);
};

Kernel kernel_of([[maybe_unused]] Instructions instructions) {
#ifdef __x86_64__
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2 && instructions == Instructions::fastest) return {mark_by_avx2, mask_by_avx2};
#endif
  return {mark_portably, mask_portably};
}

/// The runs of a set in a text.
class RunsOfBlocks {
 public:
  RunsOfBlocks(std::string_view text, const ByteSet& set, Instructions instructions)
      : blocks_(text), set_(set), mask_(kernel_of(instructions).mask) {}

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

  Blocks blocks_;
  const ByteSet& set_;
  std::uint64_t (*mask_)(const char* bytes, const ByteSet& set);
};

}  // namespace

MarkedText::MarkedText(std::string_view text, Instructions instructions)
    : text_(text),
      instructions_(instructions),
      blocks_(text.size() / kBlock + 1 + sizeof(std::uint64_t), '\0') {
  kernel_of(instructions).mark(Blocks(text), blocks_.data());
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
  const ByteSet& set = mark == Mark::hex_run ? kHexadecimal : kBase64;
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

bool MarkedText::is_of_base64(char c) { return kBase64.has(c); }

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
