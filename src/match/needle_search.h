#pragma once

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
  /// Its first eight bytes, or all and zeros; what is behind them stands in `rests_`.
  struct Own {
    std::uint64_t text = 0;
    std::uint64_t fold = 0;
    std::uint64_t mask = 0;
    std::uint32_t number = 0;
    std::uint32_t size = 0;
    std::uint32_t rest = 0;
  };
  /// The bytes of a slot may stand so far behind the begin of that needle; one byte in front is -1.
  struct Place {
    std::uint32_t needle = 0;
    std::int32_t offset = 0;
  };

  struct Entry {
    std::uint32_t slot = 0;
    Place place;
  };

  static constexpr std::size_t kSlots = std::size_t{1} << 20U;
  static constexpr std::size_t kWords = kSlots / 64;

  void add(const SoughtNeedle& sought);
  [[nodiscard]] static std::vector<Entry> entries_of(const std::vector<SoughtNeedle>& sought);
  void set_slots(std::vector<Entry> entries);
  [[nodiscard]] bool is_taken(std::uint32_t slot) const {
    return (taken_[slot / 64] >> (slot % 64) & 1U) != 0;
  }
  [[nodiscard]] std::size_t rank_of(std::uint32_t slot) const;
  [[nodiscard]] bool stands_at(const Own& needle, std::string_view text, std::uint64_t at) const;
  void look_at(std::string_view text, std::uint64_t at, std::uint32_t slot, ByteSpan begins,
               std::vector<NeedleHit>& out) const;
  [[nodiscard]] std::uint64_t skip(std::string_view text, std::uint64_t at,
                                   std::uint64_t end) const;

  std::vector<Own> needles_;
  Needle rests_;
  std::vector<std::uint64_t> taken_;   // a bit for each slot that has places
  std::vector<std::uint32_t> before_;  // how many slots have places in front of a word of `taken_`
  std::vector<std::uint32_t> first_;   // of each slot that has places, which is the first
  std::vector<Place> places_;          // by slot
  std::uint64_t farthest_ = 0;         // bytes from a needle's begin to where it is seen, at most
};

}  // namespace packwarden
