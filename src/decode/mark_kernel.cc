#include "decode/mark_kernel.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <utility>

namespace packwarden {
namespace {

constexpr ByteSet kBehindBackslash("xu/01");
constexpr ByteSet kBehindAmpersand("#aceglnqs");  // the named ones of html_entity.cc
constexpr ByteSet kBehindPlus("\"'`(/ \t\r\n");
constexpr ByteSet kMarks("\\%&+");

/// What is asked of blocks in which an m or a closing bracket has the right bytes behind it.
struct Calls {
  bool from_call = false;  // C or a bracket behind an m
  bool join = false;       // .j behind a bracket of an array
};

/// What is asked of blocks with a backslash, a percent sign, an ampersand or a plus, or behind one.
/// A mask tells which of 64 bytes are of a set or have a value, the first as the lowest bit.
struct Details {
  std::uint64_t backslash = 0;
  std::uint64_t behind_backslash = 0;
  std::uint64_t percent = 0;
  std::uint64_t hexadecimal = 0;
  std::uint64_t ampersand = 0;
  std::uint64_t behind_ampersand = 0;
  std::uint64_t plus = 0;
  std::uint64_t behind_plus = 0;
};

unsigned bit_if(bool there_is, Mark mark) {
  return (there_is ? 1U : 0U) << static_cast<unsigned>(mark);
}

unsigned bits_of(Calls calls) {
  return bit_if(calls.from_call, Mark::from_call) | bit_if(calls.join, Mark::join);
}

/// `before` is the byte in front of the block.
unsigned bits_of(const Details& block, char before) {
  const auto behind = [before](std::uint64_t mask, char value) {
    return mask << 1U | (before == value ? 1U : 0U);
  };
  return bit_if((behind(block.backslash, '\\') & block.behind_backslash) != 0, Mark::escape) |
         bit_if((behind(block.percent, '%') & block.hexadecimal) != 0, Mark::percent) |
         bit_if((behind(block.ampersand, '&') & block.behind_ampersand) != 0, Mark::entity) |
         bit_if((behind(block.plus, '+') & block.behind_plus) != 0, Mark::joint);
}

/// Some blocks, and one behind them.
ByteSpan with(ByteSpan blocks, std::uint64_t next) {
  return {blocks.size() == 0 ? next : blocks.begin, next + 1};
}

class PortableBlock {
 public:
  explicit PortableBlock(const char* bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t mask_of(const ByteSet& set) const {
    return mask_where([&set](char c) { return set.has(c); });
  }
  [[nodiscard]] std::uint64_t mask_of(char value) const {
    return mask_where([value](char c) { return c == value; });
  }
  [[nodiscard]] bool has_marks() const { return kMarks.has(bytes_[-1]) || mask_of(kMarks) != 0; }
  [[nodiscard]] Calls calls() const {
    Calls out;
    for (const char* at = bytes_; at < bytes_ + kMarkBlock; ++at) {
      if (at[-1] == 'm' && (*at == 'C' || *at == '(')) out.from_call = true;
      if (at[-2] == ']' && at[-1] == '.' && *at == 'j') out.join = true;
    }
    return out;
  }
  [[nodiscard]] bool has_beyond_ascii() const {
    return mask_where([](char c) { return static_cast<unsigned char>(c) >= 0x80; }) != 0;
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
  ByteSpan beyond_ascii;
  std::uint64_t before = 0;  // what may be in runs of the block in front
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const char* const bytes = blocks.at(i);
    const PortableBlock block(bytes);
    unsigned bits = bits_of(block.calls());
    const std::uint64_t base64 = block.mask_of(kBase64Bytes);
    if (ends_of_runs(base64, std::exchange(before, base64)) != 0) {
      const std::uint64_t front =
          i == 0 ? 0 : PortableBlock(blocks.at(i - 1)).mask_of(kHexadecimalBytes);
      bits |= bit_if(true, Mark::base64_run) |
              bit_if(ends_of_runs(block.mask_of(kHexadecimalBytes), front) != 0, Mark::hex_run);
    }
    if (block.has_marks()) {
      const Details details{block.mask_of('\\'), block.mask_of(kBehindBackslash),
                            block.mask_of('%'),  block.mask_of(kHexadecimalBytes),
                            block.mask_of('&'),  block.mask_of(kBehindAmpersand),
                            block.mask_of('+'),  block.mask_of(kBehindPlus)};
      bits |= bits_of(details, bytes[-1]);
    }
    out[i] = static_cast<char>(bits);
    if (block.has_beyond_ascii()) beyond_ascii = with(beyond_ascii, i);
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
    const __m256i outside = _mm256_cmpeq_epi8(found(set), _mm256_setzero_si256());
    return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(outside));
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint32_t mask_of(char value) const {
    const __m256i equal = _mm256_cmpeq_epi8(bytes_, _mm256_set1_epi8(value));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(equal));
  }

  /// Bytes of the set are not zero.
  [[nodiscard]] PACKWARDEN_AVX2 inline __m256i found(const ByteSet& set) const {
    const __m256i rows = _mm256_broadcastsi128_si256(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(set.rows().data())));
    return _mm256_and_si256(_mm256_shuffle_epi8(rows, lower_), bits_);
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline __m256i bytes() const { return bytes_; }

 private:
  __m256i bytes_;
  __m256i lower_;
  __m256i bits_;
};

/// Of 32 bytes those that end one of the texts of Calls are all ones.
struct Avx2Calls {
  __m256i from_call;
  __m256i join;
};

class Avx2Block {
 public:
  PACKWARDEN_AVX2 explicit inline Avx2Block(const char* bytes)
      : bytes_(bytes), first_(bytes), second_(bytes + kMarkBlock / 2) {}

  template <class What>
  [[nodiscard]] PACKWARDEN_AVX2 inline std::uint64_t mask_of(const What& what) const {
    return std::uint64_t{second_.mask_of(what)} << 32U | first_.mask_of(what);
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline bool has_marks() const {
    const __m256i found = _mm256_or_si256(first_.found(kMarks), second_.found(kMarks));
    return _mm256_testz_si256(found, found) == 0 || kMarks.has(bytes_[-1]);
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline bool has_beyond_ascii() const {
    return _mm256_movemask_epi8(_mm256_or_si256(first_.bytes(), second_.bytes())) != 0;
  }

  [[nodiscard]] PACKWARDEN_AVX2 inline Calls calls() const {
    const Avx2Calls first = calls_in(bytes_);
    const Avx2Calls second = calls_in(bytes_ + kMarkBlock / 2);
    const __m256i from_call = _mm256_or_si256(first.from_call, second.from_call);
    const __m256i join = _mm256_or_si256(first.join, second.join);
    const __m256i any = _mm256_or_si256(from_call, join);
    if (_mm256_testz_si256(any, any) != 0) return {};
    return {_mm256_testz_si256(from_call, from_call) == 0, _mm256_testz_si256(join, join) == 0};
  }

 private:
  [[nodiscard]] PACKWARDEN_AVX2 static inline __m256i equal(const char* bytes, char value) {
    return _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes)),
                             _mm256_set1_epi8(value));
  }

  [[nodiscard]] PACKWARDEN_AVX2 static inline Avx2Calls calls_in(const char* bytes) {
    const __m256i behind_from = _mm256_or_si256(equal(bytes, 'C'), equal(bytes, '('));
    const __m256i dot_behind = _mm256_and_si256(equal(bytes - 2, ']'), equal(bytes - 1, '.'));
    return {_mm256_and_si256(equal(bytes - 1, 'm'), behind_from),
            _mm256_and_si256(dot_behind, equal(bytes, 'j'))};
  }

  const char* bytes_;
  Avx2Half first_;
  Avx2Half second_;
};

/// The same lines as mark_portably: in a template the instructions could not be asked for.
__attribute__((target("avx2"))) ByteSpan mark_by_avx2(const MarkBlocks& blocks, char* out) {
  ByteSpan beyond_ascii;
  std::uint64_t before = 0;  // what may be in runs of the block in front
  for (std::size_t i = 0; i < blocks.count(); ++i) {
    const char* const bytes = blocks.at(i);
    const Avx2Block block(bytes);
    unsigned bits = bits_of(block.calls());
    const std::uint64_t base64 = block.mask_of(kBase64Bytes);
    if (ends_of_runs(base64, std::exchange(before, base64)) != 0) {
      const std::uint64_t front =
          i == 0 ? 0 : Avx2Block(blocks.at(i - 1)).mask_of(kHexadecimalBytes);
      bits |= bit_if(true, Mark::base64_run) |
              bit_if(ends_of_runs(block.mask_of(kHexadecimalBytes), front) != 0, Mark::hex_run);
    }
    if (block.has_marks()) {
      const Details details{block.mask_of('\\'), block.mask_of(kBehindBackslash),
                            block.mask_of('%'),  block.mask_of(kHexadecimalBytes),
                            block.mask_of('&'),  block.mask_of(kBehindAmpersand),
                            block.mask_of('+'),  block.mask_of(kBehindPlus)};
      bits |= bits_of(details, bytes[-1]);
    }
    out[i] = static_cast<char>(bits);
    if (block.has_beyond_ascii()) beyond_ascii = with(beyond_ascii, i);
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
  // Of 24 bytes that end in the block 16 stand in it, or 9 at the end of the one in front.
  std::uint64_t sixteen = mask & mask << 1U;
  sixteen &= sixteen << 2U;
  sixteen &= sixteen << 4U;
  sixteen &= sixteen << 8U;
  constexpr std::uint64_t kLastNine = ~std::uint64_t{0} << (kMarkBlock - 9);
  if (sixteen == 0 && (before & kLastNine) != kLastNine) return 0;
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
