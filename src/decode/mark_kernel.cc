#include "decode/mark_kernel.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace packwarden {
namespace {

constexpr ByteSet kBehindBackslash("xu/01");
constexpr ByteSet kBehindAmpersand("#aceglnqs");  // the named ones of html_entity.cc
constexpr ByteSet kBehindPlus("\"'`(/ \t\r\n");
constexpr ByteSet kMarks("\\%&+");

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
  std::uint64_t closing = 0;      // a bracket of an array
  std::uint64_t dot = 0;
  std::uint64_t small_j = 0;
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

/// `mask`, each bit moved to that of the next byte or of one behind it, across the border of
/// blocks.
std::uint64_t moved(std::uint64_t mask, std::uint64_t before, unsigned by = 1) {
  return mask << by | before >> (kMarkBlock - by);
}

unsigned bit_if(std::uint64_t mask, Mark mark) {
  return (mask == 0 ? 0U : 1U) << static_cast<unsigned>(mark);
}

/// Some blocks, and one behind them.
ByteSpan with(ByteSpan blocks, std::uint64_t next) {
  return {blocks.size() == 0 ? next : blocks.begin, next + 1};
}

/// Makes the bits of block after block.
class Marker {
 public:
  /// Takes the next block.
  void take(const Masks& now) {
    const std::uint64_t base64 = ends_of_runs(now.base64, before_.base64);
    const std::uint64_t hex = base64 == 0 ? 0 : ends_of_runs(now.hexadecimal, before_.hexadecimal);
    const std::uint64_t call = moved(now.small_m, before_.small_m) & now.behind_from;
    const std::uint64_t join =
        moved(now.closing, before_.closing, 2) & moved(now.dot, before_.dot) & now.small_j;
    bits_ = bit_if(base64, Mark::base64_run) | bit_if(hex, Mark::hex_run) |
            bit_if(call, Mark::from_call) | bit_if(join, Mark::join);
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
  [[nodiscard]] std::uint64_t beyond_ascii() const {
    return mask_where([](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  }

 private:
  template <class Test>
  [[nodiscard]] std::uint64_t mask_where(Test test) const {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kMarkBlock; ++i) mask |= std::uint64_t{test(bytes_[i])} << i;
    return mask;
  }

  const char* bytes_;
};

ByteSpan mark_portably(const MarkBlocks& blocks, char* out) {
  Marker marker;
  ByteSpan beyond_ascii;
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const PortableBlock block(blocks.at(i));
    marker.take(Masks{block.mask_of(kBase64Bytes), block.mask_of(kHexadecimalBytes),
                      block.mask_of(kMarks), block.mask_of('m'), block.mask_of(kBehindFrom),
                      block.mask_of(']'), block.mask_of('.'), block.mask_of('j')});
    if (marker.has_marks())
      marker.take(Details{block.mask_of('\\'), block.mask_of(kBehindBackslash), block.mask_of('%'),
                          block.mask_of('&'), block.mask_of(kBehindAmpersand), block.mask_of('+'),
                          block.mask_of(kBehindPlus)},
                  blocks.before(i));
    out[i] = marker.bits();
    if (block.beyond_ascii() != 0) beyond_ascii = with(beyond_ascii, i);
  }
  return beyond_ascii;
}

std::uint64_t mask_portably(const char* bytes, const ByteSet& set) {
  return PortableBlock(bytes).mask_of(set);
}

std::array<std::uint64_t, 3> masks_portably(const char* bytes, const std::array<ByteSet, 3>& sets) {
  const PortableBlock block(bytes);
  return {block.mask_of(sets[0]), block.mask_of(sets[1]), block.mask_of(sets[2])};
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

  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint32_t beyond_ascii() const {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes_));
  }

 private:
  __m256i bytes_;
  __m256i lower_;
  __m256i bits_;
};

class Avx2Block {
 public:
  PACKWARDEN_AVX2 explicit inline Avx2Block(const char* bytes)
      : first_(bytes), second_(bytes + kMarkBlock / 2) {}

  template <class What>
  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint64_t mask_of(const What& what) const {
    return std::uint64_t{second_.mask_of(what)} << 32U | first_.mask_of(what);
  }

  /// Not zero if there is such a byte.
  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint64_t beyond_ascii() const {
    return second_.beyond_ascii() | first_.beyond_ascii();
  }

 private:
  Avx2Half first_;
  Avx2Half second_;
};

__attribute__((target("avx2"))) ByteSpan mark_by_avx2(const MarkBlocks& blocks, char* out) {
  Marker marker;
  ByteSpan beyond_ascii;
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const Avx2Block block(blocks.at(i));
    marker.take(Masks{block.mask_of(kBase64Bytes), block.mask_of(kHexadecimalBytes),
                      block.mask_of(kMarks), block.mask_of('m'), block.mask_of(kBehindFrom),
                      block.mask_of(']'), block.mask_of('.'), block.mask_of('j')});
    if (marker.has_marks())
      marker.take(Details{block.mask_of('\\'), block.mask_of(kBehindBackslash), block.mask_of('%'),
                          block.mask_of('&'), block.mask_of(kBehindAmpersand), block.mask_of('+'),
                          block.mask_of(kBehindPlus)},
                  blocks.before(i));
    out[i] = marker.bits();
    if (block.beyond_ascii() != 0) beyond_ascii = with(beyond_ascii, i);
  }
  return beyond_ascii;
}

__attribute__((target("avx2"))) std::uint64_t mask_by_avx2(const char* bytes, const ByteSet& set) {
  return Avx2Block(bytes).mask_of(set);
}

__attribute__((target("avx2"))) std::array<std::uint64_t, 3> masks_by_avx2(
    const char* bytes, const std::array<ByteSet, 3>& sets) {
  const Avx2Block block(bytes);
  return {block.mask_of(sets[0]), block.mask_of(sets[1]), block.mask_of(sets[2])};
}
#endif

}  // namespace

std::uint64_t ends_of_runs(std::uint64_t mask, std::uint64_t before) {
  __extension__ using Wide = unsigned __int128;
  Wide wide = static_cast<Wide>(mask) << kMarkBlock | before;
  wide &= wide << 1U;
  wide &= wide << 2U;
  wide &= wide << 4U;
  wide &= wide << 8U & wide << 16U;
  return static_cast<std::uint64_t>(wide >> kMarkBlock);
}

MarkKernel mark_kernel([[maybe_unused]] Instructions instructions) {
#ifdef __x86_64__
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2 && instructions == Instructions::fastest)
    return {mark_by_avx2, mask_by_avx2, masks_by_avx2};
#endif
  return {mark_portably, mask_portably, masks_portably};
}

}  // namespace packwarden
