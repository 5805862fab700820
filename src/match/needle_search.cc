#include "match/needle_search.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/byte_search.h"
#include "base/text.h"

// Three bytes of each second place of a text are looked up in a set: they must be those of some
// needle, which has them at one of two places that follow each other. Cases are not told apart
// there. What is in the set, which little is, is compared with the few needles of these bytes.
namespace packwarden {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kStep = 2;
constexpr std::size_t kBytes = 3;

/// The slot of the first three bytes; there are four.
std::uint32_t slot_of(const char* bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return ((value | 0x20202020U) << 8U) * 2654435761U >> 16U;  // Knuth's multiplicative hash
}

/// Bytes of a text, and zeros behind its end.
template <class Number>
Number number_at(std::string_view text, std::uint64_t at) {
  Number value = 0;
  if (at < text.size()) {
    std::memcpy(&value, text.data() + at, std::min<std::size_t>(sizeof value, text.size() - at));
  }
  return value;
}

std::uint32_t slot_at(std::string_view text, std::uint64_t at) {
  const auto value = number_at<std::uint32_t>(text, at);
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  return slot_of(bytes.data());
}

/// How often its bytes stand in programs where three of them begin at `offset`.
double frequency(std::string_view needle, std::size_t offset) {
  double bits = 0;
  for (const char c : needle.substr(offset, kBytes)) {
    const char lower = is_ascii_upper(c) ? static_cast<char>(c | 0x20) : c;
    const int rarity = byte_rarity(lower);
    bits += rarity == kRarest ? 9 : 4 + rarity / 8.0;
  }
  return std::exp2(-bits);
}

/// Where the bytes begin that the needle is looked for by; those one byte behind are the others.
std::size_t best_offset(std::string_view needle) {
  constexpr std::size_t kFarthest = 24;
  std::size_t best = 0;
  const auto often = [&](std::size_t at) {
    return frequency(needle, at) + frequency(needle, at + 1);
  };
  for (std::size_t at = 1; at + kBytes < needle.size() && at < kFarthest; ++at) {
    if (often(at) < often(best)) best = at;
  }
  return best;
}

}  // namespace

struct NeedleSearch::Slotted {
  std::uint32_t slot = 0;
  Entry entry;
};

/// In each slot that the needle's bytes at `offset` may have: a short one has only two there.
std::vector<NeedleSearch::Slotted> NeedleSearch::slotted(const Entry& entry, const Needle& needle,
                                                         std::size_t offset) {
  std::array<char, 4> bytes{};
  const std::string_view part = std::string_view(needle.text).substr(offset, kBytes);
  std::copy(part.begin(), part.end(), bytes.begin());
  Entry own = entry;
  own.offset = static_cast<std::uint32_t>(offset);
  if (part.size() == kBytes) return {{slot_of(bytes.data()), own}};
  std::vector<Slotted> out;
  for (unsigned value = 0; value < 256; ++value) {
    if ((value & 0x20U) == 0) continue;  // folded with the one that has the bit
    bytes[kBytes - 1] = static_cast<char>(value);
    out.push_back({slot_of(bytes.data()), own});
  }
  return out;
}

NeedleSearch::NeedleSearch(const std::vector<SoughtNeedle>& sought) {
  std::vector<Slotted> all;
  for (const SoughtNeedle& one : sought) {
    const Needle& needle = one.needle;
    assert(needle.text.size() >= Needles::kShortest);
    constexpr std::size_t kFirst = sizeof(std::uint64_t);
    Entry entry{number_at<std::uint64_t>(needle.text, 0), number_at<std::uint64_t>(needle.fold, 0)};
    entry.mask = needle.text.size() < kFirst ? ~std::uint64_t{0} >> (64 - 8 * needle.text.size())
                                             : ~std::uint64_t{0};
    entry.number = one.number;
    entry.size = static_cast<std::uint32_t>(needle.text.size());
    entry.rest = static_cast<std::uint32_t>(rests_.text.size());
    if (needle.text.size() > kFirst) {
      rests_.text += needle.text.substr(kFirst);
      rests_.fold += needle.fold.substr(kFirst);
    }
    const std::size_t offset = best_offset(needle.text);
    for (std::size_t step = 0; step < kStep; ++step) {
      const std::vector<Slotted> own = slotted(entry, needle, offset + step);
      all.insert(all.end(), own.begin(), own.end());
    }
    farthest_ = std::max<std::uint64_t>(farthest_, offset + kStep - 1);
  }
  set_slots(std::move(all));
}

void NeedleSearch::set_slots(std::vector<Slotted> slotted) {
  std::stable_sort(slotted.begin(), slotted.end(),
                   [](const Slotted& a, const Slotted& b) { return a.slot < b.slot; });
  for (const Slotted& one : slotted) {
    if (!is_taken(one.slot)) first_.push_back(static_cast<std::uint32_t>(entries_.size()));
    taken_[one.slot / 64] |= std::uint64_t{1} << (one.slot % 64);
    entries_.push_back(one.entry);
  }
  first_.push_back(static_cast<std::uint32_t>(entries_.size()));
  for (std::size_t word = 1; word < kWords; ++word) {
    before_[word] = before_[word - 1] + static_cast<std::uint32_t>(std::popcount(taken_[word - 1]));
  }
}

bool NeedleSearch::stands_at(const Entry& entry, std::string_view text, std::uint64_t at) const {
  const auto value = number_at<std::uint64_t>(text, at);
  if (((value | entry.fold) & entry.mask) != entry.text) return false;
  if (entry.size > text.size() - at) return false;
  for (std::size_t i = sizeof value; i < entry.size; ++i) {
    const std::size_t rest = entry.rest + i - sizeof value;
    if (static_cast<char>(text[at + i] | rests_.fold[rest]) != rests_.text[rest]) return false;
  }
  return true;
}

/// Appends the needles that have the bytes at `at`, whose slot has entries.
void NeedleSearch::look_at(std::string_view text, std::uint64_t at, std::uint32_t slot,
                           ByteSpan begins, std::vector<NeedleHit>& out) const {
  const std::uint64_t lower = taken_[slot / 64] & ((std::uint64_t{1} << (slot % 64)) - 1);
  const std::size_t place = before_[slot / 64] + static_cast<std::size_t>(std::popcount(lower));
  for (std::uint32_t i = first_[place]; i < first_[place + 1]; ++i) {
    const Entry& entry = entries_[i];
    const std::uint64_t begin = at - entry.offset;
    if (entry.offset > at || begin < begins.begin || begin >= begins.end) continue;
    if (stands_at(entry, text, begin)) out.push_back({entry.number, {begin, begin + entry.size}});
  }
}

/// From `at` on over steps that have no slot with entries. Eight at a time, which do not wait for
/// one another; four bytes can be read behind each.
std::uint64_t NeedleSearch::skip(std::string_view text, std::uint64_t at, std::uint64_t end) const {
  constexpr std::uint64_t kStride = 8 * kStep;
  const char* const bytes = text.data();
  const auto bit = [&](std::uint64_t place) {
    const std::uint32_t slot = slot_of(bytes + place);
    return taken_[slot / 64] >> (slot % 64);
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
  if (entries_.empty()) return;
  const std::uint64_t end = std::min<std::uint64_t>(begins.end + farthest_, text.size());
  const std::uint64_t whole =
      std::min<std::uint64_t>(end, text.size() - std::min<std::size_t>(text.size(), 4));
  for (std::uint64_t at = begins.begin; at < end;) {
    at = skip(text, at, whole);
    const std::uint64_t stop = std::min<std::uint64_t>(end, at + 16);
    for (; at < stop; at += kStep) {
      const std::uint32_t slot = slot_at(text, at);
      if (is_taken(slot)) look_at(text, at, slot, begins, out);
    }
  }
}

}  // namespace packwarden
