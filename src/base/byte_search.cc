#include "base/byte_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace packwarden {
namespace {

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

/// Two bytes of a text that is looked for, which are seldom side by side in other texts.
struct Rare {
  std::size_t first = 0;  // where they stand in it
  std::size_t second = 0;
};

constexpr std::array<std::uint8_t, 256> make_rarity() {
  constexpr std::string_view kCommon = " etrnaoisl/*cdpu\"m.hf,;gybv=()x_w'k";  // in programs
  std::array<std::uint8_t, 256> out{};
  out.fill(255);
  for (std::size_t i = 0; i < kCommon.size(); ++i) {
    out.at(static_cast<unsigned char>(kCommon[i])) = static_cast<std::uint8_t>(i);
  }
  return out;
}

constexpr std::array<std::uint8_t, 256> kRarity = make_rarity();

std::uint8_t rarity_of(char c) {
  return kRarity[static_cast<unsigned char>(c)];  // NOLINT: every byte is an index
}

/// The two rarest, by W. Muła's way to look for a text: by any two of its bytes.
Rare rarest_of(std::string_view sought) {
  Rare out;
  for (std::size_t i = 1; i < sought.size(); ++i) {
    if (rarity_of(sought[i]) > rarity_of(sought[out.first])) {
      out = {i, out.first};
    } else if (out.second == out.first || rarity_of(sought[i]) > rarity_of(sought[out.second])) {
      out.second = i;
    }
  }
  return out;
}

/// Looks for a text by two of its bytes, in steps of 64.
class Search {
 public:
  static constexpr std::size_t kStep = 64;

  explicit Search(std::string_view sought)
      : rare_(rarest_of(sought)), first_(sought[rare_.first]), second_(sought[rare_.second]) {}

  /// Which bytes of a step may begin it; the first as the lowest bit.
  [[nodiscard]] std::uint64_t begins_in(const char* bytes) const {
    std::uint64_t out = 0;
    for (std::size_t at = 0; at < kStep; at += kBlock) {
      const __m128i first =
          _mm_cmpeq_epi8(block_at(bytes + at + rare_.first), _mm_set1_epi8(first_));
      const __m128i second =
          _mm_cmpeq_epi8(block_at(bytes + at + rare_.second), _mm_set1_epi8(second_));
      const auto both = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_and_si128(first, second)));
      out |= std::uint64_t{both} << at;
    }
    return out;
  }

  /// The first step from `bytes` on in which it may begin; `end`, which is whole steps behind it:
  /// there is none.
  [[nodiscard]] const char* skip(const char* bytes, const char* end) const {
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
    if (has_avx2) return skip_by_avx2(bytes, end);
    while (bytes != end && begins_in(bytes) == 0) bytes += kStep;
    return bytes;
  }

 private:
  __attribute__((target("avx2"))) const char* skip_by_avx2(const char* bytes,
                                                           const char* end) const {
    const __m256i first = _mm256_set1_epi8(first_);
    const __m256i second = _mm256_set1_epi8(second_);
    for (; bytes != end; bytes += kStep) {
      __m256i both = _mm256_setzero_si256();
      for (std::size_t at = 0; at < kStep; at += sizeof both) {
        const auto* const one = reinterpret_cast<const __m256i*>(bytes + at + rare_.first);
        const auto* const other = reinterpret_cast<const __m256i*>(bytes + at + rare_.second);
        both = _mm256_or_si256(
            both, _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_loadu_si256(one), first),
                                   _mm256_cmpeq_epi8(_mm256_loadu_si256(other), second)));
      }
      if (_mm256_testz_si256(both, both) == 0) break;
    }
    return bytes;
  }

  Rare rare_;
  char first_;
  char second_;
};

/// The next place in whole steps; npos: there is none, and `at` is behind them.
std::size_t find_in_blocks(std::string_view text, std::string_view sought, std::size_t& at) {
  const std::size_t behind = sought.size() - 1;  // bytes that are looked at behind a step
  if (text.size() < at + Search::kStep + behind) return std::string_view::npos;
  const Search search(sought);
  const std::size_t steps = (text.size() - behind - at) / Search::kStep;
  const char* const end = text.data() + at + steps * Search::kStep;
  for (const char* here = text.data() + at;; here += Search::kStep) {
    here = search.skip(here, end);
    at = static_cast<std::size_t>(here - text.data());
    if (here == end) return std::string_view::npos;
    for (std::uint64_t places = search.begins_in(here); places != 0; places &= places - 1) {
      const char* const place = here + std::countr_zero(places);
      if (std::memcmp(place, sought.data(), sought.size()) == 0) {
        return static_cast<std::size_t>(place - text.data());
      }
    }
  }
}

#else

std::size_t count_in_blocks(std::string_view& /*text*/, char /*value*/) { return 0; }
std::size_t find_in_blocks(std::string_view /*text*/, std::string_view /*sought*/,
                           std::size_t& /*at*/) {
  return std::string_view::npos;
}

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

std::size_t find_text(std::string_view text, std::string_view sought, std::size_t at) {
  if (at >= text.size()) return std::string_view::npos;
  const std::size_t found = find_in_blocks(text, sought, at);
  return found != std::string_view::npos ? found : text.find(sought, at);
}

}  // namespace packwarden
