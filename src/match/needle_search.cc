#include "match/needle_search.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <numeric>
#include <string>

#include "base/text.h"

// Four bytes of each second place of a text are looked up in a set: they must be those of some
// needle, which has them at one of two places that follow each other. Cases are not told apart
// there, and of the fourth byte three bits count, so that there are few sets of bytes that hold
// only a part of a short needle. What is in the set, which little is, is compared with the needles
// of these bytes.
namespace packwarden {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kStep = 2;
constexpr std::uint64_t kStride = 8 * kStep;
constexpr std::size_t kBytes = Needle::kPart;
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

/// Four bytes, of which those bits count that are not in `free`.
struct Sight {
  std::uint32_t bytes = 0;
  std::uint32_t free = 0;
};

/// What is seen where a needle begins `offset` bytes in front; there may be any bytes around it.
Sight sight_of(std::string_view needle, std::int32_t offset) {
  Sight out;
  for (unsigned i = 0; i < kBytes; ++i) {
    const std::int64_t at = std::int64_t{offset} + i;
    const bool is_own = at >= 0 && at < static_cast<std::int64_t>(needle.size());
    const auto byte =
        is_own ? static_cast<unsigned char>(needle[static_cast<std::size_t>(at)]) : 0U;
    out.bytes |= byte << 8 * i;
    out.free |= (is_own ? 0U : 0xFFU) << 8 * i;
  }
  out.free &= kBitsThatCount & ~kEitherCase;
  return out;
}

/// The slots of all bytes that it may be.
template <class Take>
void for_each_slot(Sight sight, const Take& take) {
  for (std::uint32_t more = 0;; more = (more - sight.free) & sight.free) {  // each set of its bits
    take(slot_of(sight.bytes | more));
    if (more == sight.free) return;
  }
}

/// Where the two parts begin that a needle is seen by. Of three bytes the second part would be two:
/// one in front and three tell more.
std::int32_t first_offset(const Needle& needle) {
  return needle.text.size() < kBytes ? -1 : needle.rarest;
}

}  // namespace

NeedleSearch::NeedleSearch(const std::vector<SoughtNeedle>& sought)
    : taken_(kWords), before_(kWords) {
  needles_.reserve(sought.size());
  for (const SoughtNeedle& one : sought) add(one);
  set_slots(entries_of(sought));
}

void NeedleSearch::add(const SoughtNeedle& sought) {
  const auto& [text, fold, rarest] = sought.needle;
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
  farthest_ = std::max(farthest_, std::uint64_t{rarest} + kStep - 1);
  needles_.push_back(own);
}

/// All slots of all needles, in order of the needles.
std::vector<NeedleSearch::Entry> NeedleSearch::entries_of(const std::vector<SoughtNeedle>& sought) {
  constexpr std::size_t kUsualSlots = 16;
  std::vector<Entry> out;
  out.reserve(kUsualSlots * sought.size());
  for (std::uint32_t needle = 0; needle < sought.size(); ++needle) {
    const Needle& own = sought[needle].needle;
    const std::int32_t first = first_offset(own);
    for (std::int32_t offset = first; offset < first + std::int32_t{kStep}; ++offset) {
      for_each_slot(sight_of(own.text, offset), [&](std::uint32_t slot) {
        out.push_back({slot, {needle, offset}});
      });
    }
  }
  return out;
}

void NeedleSearch::set_slots(std::vector<Entry> entries) {
  for (const Entry& entry : entries) taken_[entry.slot / 64] |= std::uint64_t{1} << entry.slot % 64;
  std::uint32_t slots = 0;
  for (std::size_t word = 0; word < kWords; ++word) {
    before_[word] = slots;
    if (taken_[word] != 0) slots += static_cast<std::uint32_t>(std::popcount(taken_[word]));
  }
  first_.resize(slots + 1);
  for (Entry& entry : entries) {
    entry.slot = static_cast<std::uint32_t>(rank_of(entry.slot));
    ++first_[entry.slot + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  places_.resize(first_.back());
  std::vector<std::uint32_t> next = first_;
  for (const Entry& entry : entries) places_[next[entry.slot]++] = entry.place;
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
    // Of one that would begin in front of the text this is a very large number.
    const std::uint64_t begin = at - static_cast<std::uint64_t>(std::int64_t{place.offset});
    if (begin < begins.begin || begin >= begins.end) continue;
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
