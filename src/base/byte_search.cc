#include "base/byte_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/rarity.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace packwarden {
namespace {

constexpr auto npos = std::string_view::npos;

#ifdef __x86_64__

constexpr std::size_t kBlock = sizeof(__m128i);

__m128i block_at(const char* bytes) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}

/// Counts in whole blocks, and takes them from the front of `text`. Each byte of a block has a
/// counter of its own, which is added up before it can run over.
std::size_t count_in_blocks(std::string_view& text, char value) {
  constexpr std::size_t kMostBlocks = 255;
  std::size_t out = 0;
  while (text.size() >= kBlock) {
    const std::size_t bytes = std::min(text.size() / kBlock, kMostBlocks) * kBlock;
    __m128i counts = _mm_setzero_si128();
    for (std::size_t at = 0; at < bytes; at += kBlock) {
      const __m128i equal = _mm_cmpeq_epi8(block_at(text.data() + at), _mm_set1_epi8(value));
      counts = _mm_sub_epi8(counts, equal);
    }
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    out += static_cast<std::size_t>(_mm_cvtsi128_si64(sums)) +
           static_cast<std::size_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
    text.remove_prefix(bytes);
  }
  return out;
}

#else

std::size_t count_in_blocks(std::string_view& /*text*/, char /*value*/) { return 0; }

#endif

}  // namespace

std::size_t count_byte(std::string_view text, char value) {
  const std::size_t in_blocks = count_in_blocks(text, value);
  return in_blocks + static_cast<std::size_t>(std::count(text.begin(), text.end(), value));
}

std::size_t find_last_byte(std::string_view text, char value) {
  if (text.empty()) return std::string_view::npos;
  const void* found = ::memrchr(text.data(), value, text.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

#ifdef __x86_64__

/// The places where a word may begin, by W. Muła's way: two bytes of it stand where they should.
class WordSearch::Steps {
 public:
  static constexpr std::size_t kStep = 64;

  explicit Steps(std::span<const Sought> words) : words_(words) {}

  /// Which bytes of a step may begin a word; the first as the lowest bit.
  [[nodiscard]] std::uint64_t begins_in(const char* bytes) const {
    std::uint64_t out = 0;
    for (std::size_t at = 0; at < kStep; at += kBlock) {
      __m128i any = _mm_setzero_si128();
      for (const Sought& sought : words_) {
        const char* const begin = bytes + at;
        any = _mm_or_si128(any, _mm_and_si128(equal(begin, sought.word, sought.first),
                                              equal(begin, sought.word, sought.second)));
      }
      out |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(any))} << at;
    }
    return out;
  }

  /// The first step from `bytes` on in which one may begin; `end`, which is whole steps behind it:
  /// there is none.
  [[nodiscard]] const char* skip(const char* bytes, const char* end) const {
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
    if (has_avx2 && words_.size() == 1) return skip_by_avx2<1>(bytes, end);
    if (has_avx2 && words_.size() == 2) return skip_by_avx2<2>(bytes, end);
    if (has_avx2 && words_.size() == 3) return skip_by_avx2<3>(bytes, end);
    if (has_avx2) return skip_by_avx2<kMostWords>(bytes, end);
    while (bytes != end && begins_in(bytes) == 0) bytes += kStep;
    return bytes;
  }

 private:
  /// Two bytes of a word, and where they stand in it.
  struct Wide {
    __m256i first;
    __m256i second;
    std::size_t to_first;
    std::size_t to_second;
  };

  static __m128i equal(const char* bytes, std::string_view word, std::size_t place) {
    return _mm_cmpeq_epi8(block_at(bytes + place), _mm_set1_epi8(word[place]));
  }

  __attribute__((target("avx2"), always_inline)) static inline __m256i equal(const char* bytes,
                                                                             __m256i value) {
    return _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes)), value);
  }

  /// Half a step for each word.
  template <std::size_t count>
  __attribute__((target("avx2"), always_inline)) static inline __m256i begins_in_half(
      const char* bytes, const std::array<Wide, count>& words) {
    __m256i any = _mm256_setzero_si256();
#pragma GCC unroll 4
    for (std::size_t i = 0; i < count; ++i) {
      const Wide& word = words[i];
      any = _mm256_or_si256(any, _mm256_and_si256(equal(bytes + word.to_first, word.first),
                                                  equal(bytes + word.to_second, word.second)));
    }
    return any;
  }

  template <std::size_t count>
  __attribute__((target("avx2"))) const char* skip_by_avx2(const char* bytes,
                                                           const char* end) const {
    std::array<Wide, count> words;
    for (std::size_t i = 0; i < count; ++i) {
      const Sought& sought = words_[i];
      words[i] = {_mm256_set1_epi8(sought.word[sought.first]),
                  _mm256_set1_epi8(sought.word[sought.second]), sought.first, sought.second};
    }
    for (; bytes != end; bytes += kStep) {
      const __m256i any =
          _mm256_or_si256(begins_in_half(bytes, words), begins_in_half(bytes + kStep / 2, words));
      if (_mm256_testz_si256(any, any) == 0) break;
    }
    return bytes;
  }

  std::span<const Sought> words_;
};

/// The first word of the step at `step` that begins at `from` or behind it.
FoundWord WordSearch::in_step(std::string_view text, std::size_t step, std::size_t from) const {
  const Steps steps({words_.data(), count_});
  for (std::uint64_t places = steps.begins_in(text.data() + step); places != 0;
       places &= places - 1) {
    const std::size_t place = step + static_cast<std::size_t>(std::countr_zero(places));
    const FoundWord found = place < from ? FoundWord() : word_at(text, place);
    if (found.at != npos) return found;
  }
  return {};
}

/// In whole steps, the last of which begins where it has room; none: there is none, and `at` is
/// behind them.
FoundWord WordSearch::next_in_steps(std::string_view text, std::size_t& at) const {
  const std::size_t behind = longest_ - 1;  // bytes that are looked at behind a step
  if (text.size() < at + Steps::kStep + behind) return {};
  const Steps steps({words_.data(), count_});
  const std::size_t end = at + (text.size() - behind - at) / Steps::kStep * Steps::kStep;
  for (;; at += Steps::kStep) {
    const char* const step = steps.skip(text.data() + at, text.data() + end);
    at = static_cast<std::size_t>(step - text.data());
    if (at == end) break;
    if (const FoundWord found = in_step(text, at, at); found.at != npos) return found;
  }
  at = text.size() - behind;
  return in_step(text, at - Steps::kStep, end);
}

#else

FoundWord WordSearch::next_in_steps(std::string_view /*text*/, std::size_t& /*at*/) const {
  return {};
}

#endif

WordSearch::WordSearch(std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    words_.at(count_++) = sought(word);
    longest_ = std::max(longest_, word.size());
    shortest_ = std::min(shortest_, word.size());
  }
}

/// With its two rarest bytes.
WordSearch::Sought WordSearch::sought(std::string_view word) {
  Sought out{word};
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (byte_rarity(word[i]) > byte_rarity(word[out.first])) {
      out.second = out.first;
      out.first = i;
    } else if (out.second == out.first || byte_rarity(word[i]) > byte_rarity(word[out.second])) {
      out.second = i;
    }
  }
  return out;
}

/// The word that begins there.
FoundWord WordSearch::word_at(std::string_view text, std::size_t at) const {
  for (std::size_t i = 0; i < count_; ++i) {
    const std::string_view word = words_[i].word;
    if (text[at] == word.front() && text.substr(at).starts_with(word)) return {at, i};
  }
  return {};
}

FoundWord WordSearch::next(std::string_view text, std::size_t at) const {
  if (at >= text.size()) return {};
  FoundWord out = next_in_steps(text, at);
  for (; out.at == npos && at + shortest_ <= text.size(); ++at) out = word_at(text, at);
  return out;
}

std::size_t find_text(std::string_view text, std::string_view sought, std::size_t at) {
  return WordSearch({sought}).next(text, at).at;
}

}  // namespace packwarden
