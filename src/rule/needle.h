#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace packwarden {

/// A text that is looked for. `fold` is as long: 0x20 where a letter may be of either case, and
/// `text` has the lower one, elsewhere 0. A byte fits when it is that of `text` once it has the
/// bits of `fold`.
struct Needle {
  /// Bytes of the part that it may be seen by.
  static constexpr std::size_t kPart = 4;

  std::string text;
  std::string fold;
  /// Where the part begins that is, together with the one a byte further, least often in programs:
  /// so the needle is found fast, and it is found with any other number, too.
  std::uint8_t rarest = 0;
  friend bool operator==(const Needle&, const Needle&) = default;
};

/// Texts of which at least one stands in each match of a pattern.
struct Needles {
  /// Bytes that each has at least.
  static constexpr std::size_t kShortest = 3;

  std::vector<Needle> any;     // empty: the pattern has none that are long enough and few enough
  std::uint32_t nearest = 0;   // one begins at least so many bytes behind the match's begin,
  std::uint32_t farthest = 0;  // and at most so many; may be Pattern::kUnbounded
};

}  // namespace packwarden
