#include "decode/runs.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace packwarden {
namespace {

constexpr std::size_t kBlock = 8;

bool is_whole(std::string_view text, std::size_t at, const ByteSet& set) {
  for (std::size_t i = at; i < at + kBlock; ++i) {
    if (!set.has(text[i])) return false;
  }
  return true;
}

/// The first of two blocks of eight bytes of the set, one behind the other, among those at `at`,
/// `at + 8` and so on; each run of 23 holds two. `text.size()`: there are none.
std::size_t find_blocks(std::string_view text, std::size_t at, const ByteSet& set) {
  bool before = false;
  for (; at + kBlock <= text.size(); at += kBlock) {
    const bool is_one = is_whole(text, at, set);
    if (before && is_one) return at - kBlock;
    before = is_one;
  }
  return text.size();
}

#ifdef __x86_64__
/// The same, sixteen bytes at a time. W. Muła's way to test for membership: a shuffle looks up the
/// row of each lower half, another the bit of each upper half.
__attribute__((target("ssse3"))) std::size_t find_blocks_ssse3(std::string_view text,
                                                               std::size_t at, const ByteSet& set) {
  const __m128i rows = _mm_loadu_si128(reinterpret_cast<const __m128i*>(set.rows().data()));
  const __m128i bits = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i low = _mm_set1_epi8(0x0F);
  bool before = false;  // the upper half of the sixteen bytes before is of the set
  for (; at + 2 * kBlock <= text.size(); at += 2 * kBlock) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i row = _mm_shuffle_epi8(rows, _mm_and_si128(bytes, low));
    const __m128i bit = _mm_shuffle_epi8(bits, _mm_and_si128(_mm_srli_epi16(bytes, 4), low));
    const __m128i outside = _mm_cmpeq_epi8(_mm_and_si128(row, bit), _mm_setzero_si128());
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(outside));
    if (mask == 0) return at;
    if (before && (mask & 0xFFU) == 0) return at - kBlock;
    before = (mask & 0xFF00U) == 0;
  }
  return find_blocks(text, before ? at - kBlock : at, set);
}
#endif

std::size_t next_blocks(std::string_view text, std::size_t at, const ByteSet& set) {
#ifdef __x86_64__
  static const bool has_ssse3 = __builtin_cpu_supports("ssse3") != 0;
  if (has_ssse3) return find_blocks_ssse3(text, at, set);
#endif
  return find_blocks(text, at, set);
}

}  // namespace

ByteSpan Runs::next() {
  while (at_ < text_.size()) {
    const std::size_t block = next_blocks(text_, at_, set_);
    if (block == text_.size()) break;
    std::size_t begin = block;
    while (begin > at_ && set_.has(text_[begin - 1])) --begin;
    std::size_t end = block + 2 * kBlock;
    while (end < text_.size() && set_.has(text_[end])) ++end;
    at_ = end;
    if (end - begin >= shortest_) return {begin, end};
  }
  at_ = text_.size();
  return {at_, at_};
}

void decode_runs(std::string_view text, const RunEncoding& encoding, const DecodedSink& sink) {
  constexpr std::size_t kTaste = 12;  // bytes that tell most other runs, without an allocation
  const std::size_t taste = kTaste / encoding.decoded_unit * encoding.source_unit;
  Runs runs(text, encoding.set, encoding.shortest);
  for (ByteSpan run = runs.next(); run.size() > 0; run = runs.next()) {
    const std::string_view encoded = text.substr(run.begin, run.size());
    if (!is_readable(encoding.decode(encoded.substr(0, taste)))) continue;
    Decoded out;
    out.text = encoding.decode(encoded);
    if (!is_readable(out.text)) continue;
    out.source = run;
    out.pieces = {{0, run.begin, encoding.decoded_unit, encoding.source_unit}};
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
