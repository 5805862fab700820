#include "match/needle_search.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <numeric>
#include <string>

#include "base/rarity.h"
#include "base/text.h"

// Four bytes of each second place of a text are looked up in a set: they must be those of some
// needle, which has them at one of two places that follow each other. Cases are not told apart
// there, and of the fourth byte three bits count, so that there are few sets of bytes that begin
// with the last ones of a short needle. What is in the set, which little is, is compared with the
// needles of these bytes.
namespace packwarden {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kStep = 2;
constexpr std::uint64_t kStride = 8 * kStep;
constexpr std::size_t kBytes = 4;
constexpr std::uint32_t kBitsThatCount = 0x07FFFFFF;
constexpr std::uint32_t kEitherCase = 0x20202020;

/// The slot of four bytes.
std::uint32_t slot_of(std::uint32_t bytes) {
  constexpr unsigned kBits = 20;
  return ((bytes | kEitherCase) & kBitsThatCount) * 2654435761U >> (32U - kBits);  // Knuth's hash
}

std::uint32_t slot_of(const char* bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return slot_of(value);
}

/// Bytes of a text, and zeros behind its end.
template <class Number>
Number number_at(std::string_view text, std::uint64_t at) {
  Number value = 0;
  if (at + sizeof value <= text.size()) {
    std::memcpy(&value, text.data() + at, sizeof value);
  } else if (at < text.size()) {
    std::memcpy(&value, text.data() + at, text.size() - at);
  }
  return value;
}

/// Where the bytes begin that the needle is looked for by; those one byte behind are the others.
std::uint32_t best_offset(std::string_view needle) {
  constexpr std::size_t kFarthest = 16;
  const std::string lower = ascii_lower(needle.substr(0, kFarthest + kBytes + 1));
  const auto often = [&](std::size_t at) {
    return std::exp2(-text_rarity(std::string_view(lower).substr(at, kBytes)));
  };
  std::size_t best = 0;
  double least = 1;
  double here = often(0);
  for (std::size_t at = 0; at == 0 || (at + kBytes < needle.size() && at <= kFarthest); ++at) {
    const double next = often(at + 1);
    if (here + next < least) {
      best = at;
      least = here + next;
    }
    here = next;
  }
  return static_cast<std::uint32_t>(best);
}

/// The slots of all bytes that begin with `front`, of which there are two at least.
template <class Take>
void for_each_slot(std::string_view front, const Take& take) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, front.data(), front.size());
  if (front.size() == kBytes) {
    take(slot_of(bytes));
    return;
  }
  const unsigned shift = 8 * static_cast<unsigned>(front.size());
  const std::uint32_t free = kBitsThatCount & ~kEitherCase & ~std::uint32_t{0} << shift;
  for (std::uint32_t more = 0;; more = (more - free) & free) {  // each set of the bits of `free`
    take(slot_of(bytes | more));
    if (more == free) return;
  }
}

}  // namespace

NeedleSearch::NeedleSearch(const std::vector<SoughtNeedle>& sought)
    : taken_(kWords), before_(kWords) {
  for (const SoughtNeedle& one : sought) add(one);
  set_slots(sought);
}

void NeedleSearch::add(const SoughtNeedle& sought) {
  const auto& [text, fold] = sought.needle;
  assert(text.size() >= Needles::kShortest);
  Own own{number_at<std::uint64_t>(text, 0), number_at<std::uint64_t>(fold, 0)};
  constexpr std::size_t kFirst = sizeof own.mask;
  const std::size_t first = std::min(text.size(), kFirst);
  own.mask = ~std::uint64_t{0} >> 8 * (kFirst - first);
  own.number = sought.number;
  own.size = static_cast<std::uint32_t>(text.size());
  own.rest = static_cast<std::uint32_t>(rests_.text.size());
  rests_.text += text.substr(first);
  rests_.fold += fold.substr(first);
  own.offset = best_offset(text);
  farthest_ = std::max<std::uint64_t>(farthest_, own.offset + kStep - 1);
  needles_.push_back(own);
}

/// Twice over all slots of all needles: the first time to count them.
void NeedleSearch::set_slots(const std::vector<SoughtNeedle>& sought) {
  const auto for_each = [&](const auto& take) {
    for (std::uint32_t needle = 0; needle < sought.size(); ++needle) {
      const std::string& text = sought[needle].needle.text;
      const std::uint32_t offset = needles_[needle].offset;
      for (std::uint32_t step = 0; step < kStep; ++step) {
        for_each_slot(std::string_view(text).substr(offset + step, kBytes),
                      [&](std::uint32_t slot) {
                        take(slot, Place{needle, offset + step});
                      });
      }
    }
  };
  for_each([&](std::uint32_t slot, Place) { taken_[slot / 64] |= std::uint64_t{1} << slot % 64; });
  std::uint32_t slots = 0;
  for (std::size_t word = 0; word < kWords; ++word) {
    before_[word] = slots;
    slots += static_cast<std::uint32_t>(std::popcount(taken_[word]));
  }
  first_.resize(slots + 1);
  for_each([&](std::uint32_t slot, Place) { ++first_[rank_of(slot) + 1]; });
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  places_.resize(first_.back());
  std::vector<std::uint32_t> next = first_;
  for_each([&](std::uint32_t slot, Place place) { places_[next[rank_of(slot)]++] = place; });
}

/// Which slot it is of those that have places.
std::size_t NeedleSearch::rank_of(std::uint32_t slot) const {
  const std::uint64_t lower = taken_[slot / 64] & ((std::uint64_t{1} << slot % 64) - 1);
  return before_[slot / 64] + static_cast<std::size_t>(std::popcount(lower));
}

bool NeedleSearch::stands_at(const Own& needle, std::string_view text, std::uint64_t at) const {
  const auto value = number_at<std::uint64_t>(text, at);
  if (((value | needle.fold) & needle.mask) != needle.text) return false;
  if (needle.size > text.size() - at) return false;
  for (std::size_t i = sizeof value; i < needle.size; ++i) {
    const std::size_t rest = needle.rest + i - sizeof value;
    if (static_cast<char>(text[at + i] | rests_.fold[rest]) != rests_.text[rest]) return false;
  }
  return true;
}

/// Appends the needles that have the bytes at `at`, whose slot has places.
void NeedleSearch::look_at(std::string_view text, std::uint64_t at, std::uint32_t slot,
                           ByteSpan begins, std::vector<NeedleHit>& out) const {
  const std::size_t rank = rank_of(slot);
  for (std::uint32_t i = first_[rank]; i < first_[rank + 1]; ++i) {
    const Place place = places_[i];
    const std::uint64_t begin = at - place.offset;
    if (place.offset > at || begin < begins.begin || begin >= begins.end) continue;
    const Own& needle = needles_[place.needle];
    if (stands_at(needle, text, begin)) {
      out.push_back({needle.number, {begin, begin + needle.size}});
    }
  }
}

/// From `at` on over strides without a slot that has places: the lookups of one do not wait for
/// each other. Two bytes can be read behind `end`.
std::uint64_t NeedleSearch::skip(std::string_view text, std::uint64_t at, std::uint64_t end) const {
  const char* const bytes = text.data();
  const std::uint64_t* const taken = taken_.data();
  const auto bit = [&](std::uint64_t place) {
    const std::uint32_t slot = slot_of(bytes + place);
    return taken[slot / 64] >> slot % 64;
  };
  while (at + kStride <= end) {
    const std::uint64_t any = bit(at) | bit(at + 2) | bit(at + 4) | bit(at + 6) | bit(at + 8) |
                              bit(at + 10) | bit(at + 12) | bit(at + 14);
    if ((any & 1U) != 0) break;
    at += kStride;
  }
  return at;
}

void NeedleSearch::find(std::string_view text, ByteSpan begins, std::vector<NeedleHit>& out) const {
  if (needles_.empty()) return;
  const std::uint64_t end = std::min<std::uint64_t>(begins.end + farthest_, text.size());
  const std::uint64_t whole =
      std::min<std::uint64_t>(end, text.size() - std::min(text.size(), kBytes - kStep));
  for (std::uint64_t at = begins.begin; at < end;) {
    at = skip(text, at, whole);
    const std::uint64_t stop = std::min(end, at + kStride);
    for (; at < stop; at += kStep) {
      const std::uint32_t slot = slot_of(number_at<std::uint32_t>(text, at));
      if (is_taken(slot)) look_at(text, at, slot, begins, out);
    }
  }
}

}  // namespace packwarden
