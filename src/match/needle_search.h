#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "rule/needle.h"

namespace packwarden {

/// A needle, and the number of what it is of.
struct SoughtNeedle {
  Needle needle;
  std::uint32_t number = 0;
};

/// A needle of `number` stands there.
struct NeedleHit {
  std::uint32_t number = 0;
  ByteSpan place;
  friend bool operator==(const NeedleHit&, const NeedleHit&) = default;
};

/// Looks for needles, for all of them in one pass. Immutable: any number of threads.
class NeedleSearch {
 public:
  /// Each has Needles::kShortest bytes or more.
  explicit NeedleSearch(const std::vector<SoughtNeedle>& sought);

  /// Appends all places of needles that begin within `begins`, in no order.
  void find(std::string_view text, ByteSpan begins, std::vector<NeedleHit>& out) const;

 private:
  /// A needle that may stand around three bytes of a text: they are `offset` behind its begin.
  struct Entry {
    std::uint64_t text = 0;  // its first eight bytes, or all and zeros
    std::uint64_t fold = 0;
    std::uint64_t mask = 0;
    std::uint32_t number = 0;
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t rest = 0;  // where what is behind the eight bytes stands in `rests_`
  };
  struct Slotted;

  static constexpr std::size_t kSlots = std::size_t{1} << 16U;
  static constexpr std::size_t kWords = kSlots / 64;

  [[nodiscard]] bool is_taken(std::uint32_t slot) const {
    return (taken_[slot / 64] >> (slot % 64) & 1U) != 0;
  }
  [[nodiscard]] static std::vector<Slotted> slotted(const Entry& entry, const Needle& needle,
                                                    std::size_t offset);
  void set_slots(std::vector<Slotted> slotted);
  [[nodiscard]] bool stands_at(const Entry& entry, std::string_view text, std::uint64_t at) const;
  void look_at(std::string_view text, std::uint64_t at, std::uint32_t slot, ByteSpan begins,
               std::vector<NeedleHit>& out) const;
  [[nodiscard]] std::uint64_t skip(std::string_view text, std::uint64_t at,
                                   std::uint64_t end) const;

  std::array<std::uint64_t, kWords> taken_{};   // a bit for each slot that has entries
  std::array<std::uint32_t, kWords> before_{};  // how many slots have entries in front of a word
  std::vector<std::uint32_t> first_;            // of each slot that has entries, which is the first
  std::vector<Entry> entries_;                  // by slot
  Needle rests_;
  std::uint64_t farthest_ = 0;  // bytes from a needle's begin to where it is seen, at most
};

}  // namespace packwarden
