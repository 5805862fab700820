#include "decode/marked_text.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "decode/byte_set.h"

namespace packwarden {
namespace {

constexpr std::size_t kBlock = 64;
/// A mark is noted in the block of the byte that tells it, which may be the next one: the C of
/// fromCharCode itself, of an escape the byte behind as many as three backslashes.
constexpr std::size_t kBefore = 3;

constexpr ByteSet kBase64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
constexpr ByteSet kHexadecimal("0123456789abcdefABCDEF");
constexpr ByteSet kBehindBackslash("xu/");
constexpr ByteSet kBehindAmpersand("#aceglnqs");  // the named ones of html_entity.cc
constexpr ByteSet kAroundPlus("\"'` \t\r\n");
constexpr std::array<char, 7> kMarkBytes = {'\0', '\0', '\\', '%', '&', '+', 'C'};

/// Which of 64 bytes are of a set or have a value, the first as the lowest bit.
struct Masks {
  std::uint64_t base64 = 0;
  std::uint64_t hexadecimal = 0;
  std::uint64_t behind_backslash = 0;
  std::uint64_t behind_ampersand = 0;
  std::uint64_t around_plus = 0;
  std::uint64_t backslash = 0;
  std::uint64_t percent = 0;
  std::uint64_t ampersand = 0;
  std::uint64_t plus = 0;
  std::uint64_t small_r = 0;
  std::uint64_t capital_c = 0;
};

/// `mask`, each bit moved to that of the byte `count` behind, across the border of blocks.
std::uint64_t moved(std::uint64_t mask, std::uint64_t before, unsigned count) {
  return mask << count | before >> (kBlock - count);
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

std::uint8_t bit_if(bool holds, Mark mark) {
  return static_cast<std::uint8_t>((holds ? 1U : 0U) << static_cast<unsigned>(mark));
}

/// The bits of a block; `before` is the one in front of it.
char marks_of(const Masks& now, const Masks& before) {
  const auto behind = [](std::uint64_t mark, std::uint64_t mark_before) {
    return moved(mark, mark_before, 1);
  };
  const std::uint64_t joint = behind(now.plus, before.plus) & now.around_plus &
                              moved(now.around_plus, before.around_plus, 2);
  const std::uint64_t escape = behind(now.backslash, before.backslash) & now.behind_backslash;
  const std::uint64_t entity = behind(now.ampersand, before.ampersand) & now.behind_ampersand;
  const std::uint64_t percent = behind(now.percent, before.percent) & now.hexadecimal;
  const std::uint64_t call = behind(now.small_r, before.small_r) & now.capital_c;
  const std::uint64_t base64 = ends_of_runs(now.base64, before.base64);
  const std::uint64_t hex = base64 == 0 ? 0 : ends_of_runs(now.hexadecimal, before.hexadecimal);
  return static_cast<char>(bit_if(base64 != 0, Mark::base64_run) | bit_if(hex != 0, Mark::hex_run) |
                           bit_if(escape != 0, Mark::escape) | bit_if(percent != 0, Mark::percent) |
                           bit_if(entity != 0, Mark::entity) | bit_if(joint != 0, Mark::joint) |
                           bit_if(call != 0, Mark::char_code_call));
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

 private:
  template <class Test>
  [[nodiscard]] std::uint64_t mask_where(Test test) const {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlock; ++i) mask |= std::uint64_t{test(bytes_[i])} << i;
    return mask;
  }

  const char* bytes_;
};

/// Writes the masks of so many blocks.
using MasksOf = void (*)(const char* bytes, std::span<Masks> out);

void portable_masks(const char* bytes, std::span<Masks> out) {
  for (Masks& masks : out) {
    const PortableBlock block(bytes);
    masks = {block.mask_of(kBase64),
             block.mask_of(kHexadecimal),
             block.mask_of(kBehindBackslash),
             block.mask_of(kBehindAmpersand),
             block.mask_of(kAroundPlus),
             block.mask_of('\\'),
             block.mask_of('%'),
             block.mask_of('&'),
             block.mask_of('+'),
             block.mask_of('r'),
             block.mask_of('C')};
    bytes += kBlock;
  }
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

__attribute__((target("avx2"))) void avx2_masks(const char* bytes, std::span<Masks> out) {
  for (Masks& masks : out) {
    const Avx2Block block(bytes);
    masks = {block.mask_of(kBase64),
             block.mask_of(kHexadecimal),
             block.mask_of(kBehindBackslash),
             block.mask_of(kBehindAmpersand),
             block.mask_of(kAroundPlus),
             block.mask_of('\\'),
             block.mask_of('%'),
             block.mask_of('&'),
             block.mask_of('+'),
             block.mask_of('r'),
             block.mask_of('C')};
    bytes += kBlock;
  }
}
#endif

MasksOf masks_by([[maybe_unused]] Instructions instructions) {
#ifdef __x86_64__
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2 && instructions == Instructions::fastest) return avx2_masks;
#endif
  return portable_masks;
}

/// Writes the bits of the blocks that begin in `text`.
void mark_blocks(std::string_view text, MasksOf masks_of, std::string& out) {
  constexpr std::size_t kAtOnce = 16;
  std::array<Masks, kAtOnce> masks;
  Masks before;
  std::size_t block = 0;
  for (std::size_t left = text.size() / kBlock; left > 0;) {
    const std::span<Masks> now(masks.data(), std::min(left, kAtOnce));
    masks_of(text.data() + block * kBlock, now);
    for (const Masks& mask : now) {
      out[block++] = marks_of(mask, before);
      before = mask;
    }
    left -= now.size();
  }
  std::array<char, kBlock> rest{};  // zeros make no mark
  text.copy(rest.data(), kBlock, block * kBlock);
  masks_of(rest.data(), {masks.data(), 1});
  out[block] = marks_of(masks[0], before);
}

}  // namespace

MarkedText::MarkedText(std::string_view text, Instructions instructions)
    : text_(text), blocks_(text.size() / kBlock + 1 + sizeof(std::uint64_t), '\0') {
  mark_blocks(text, masks_by(instructions), blocks_);
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

bool MarkedText::is_of_base64(char c) { return kBase64.has(c); }

std::size_t MarkedText::find(Mark mark, std::size_t at) const {
  if (at >= text_.size() || (all_ >> static_cast<unsigned>(mark) & 1U) == 0) return npos;
  for (std::size_t block = next_block(mark, at / kBlock); block != npos;
       block = next_block(mark, block + 1)) {
    const std::size_t begin = block * kBlock;
    if (mark == Mark::base64_run || mark == Mark::hex_run) return std::max(at, begin);
    const std::size_t from = std::max(at, begin - std::min(begin, kBefore));
    const std::string_view part = text_.substr(from, begin + kBlock - from);
    const std::size_t found = part.find(kMarkBytes.at(static_cast<std::size_t>(mark)));
    if (found != npos) return from + found;
  }
  return npos;
}

}  // namespace packwarden
