#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// Why a character is looked at.
enum class Oddity : std::uint8_t {
  bidi,         // U+202A to U+202E, U+2066 to U+2069: change the order in which text is shown
  selector,     // variation selectors: change how the character before looks, and are not seen
  tag,          // U+E0000 to U+E007F: not seen
  private_use,  // mean what two parties agree on
  zero_width,   // has no width, or is a letter that shows nothing
  separator,    // U+2028, U+2029: line ends for some
  mark,         // U+FEFF behind the begin of the file
  lookalike,    // looks like an ASCII letter, and touches a byte of a name in ASCII
};

/// Characters of one kind, one behind the other.
struct OddRun {
  Oddity kind = Oddity::bidi;
  char32_t first = 0;
  std::uint64_t count = 0;  // of characters
  std::uint64_t steps = 0;  // of them, those that follow the one before by one: a table counts up
  char32_t last = 0;
  ByteSpan span;
};

/// What is looked at of a text that is not all ASCII.
struct UnicodeSurvey {
  /// By place. Of selectors, tags and private characters those runs alone that are long enough to
  /// hide something; at most kMostRuns in all.
  std::vector<OddRun> runs;
  std::optional<std::uint64_t> invalid;  // the first byte that is no UTF-8

  static constexpr std::size_t kMostRuns = 20'000;
  static constexpr std::uint64_t kLongSelectors = 8;
  static constexpr std::uint64_t kLongPrivateUse = 16;
};

/// Nothing of bytes that are ASCII, UTF-16 or no text. All that are not ASCII are `within`, of
/// which it is linear.
[[nodiscard]] UnicodeSurvey survey_unicode(std::string_view bytes, ByteSpan within);

/// The ASCII letter or digit that `character` looks like; NUL: none. Facts of UTS #39, of Cyrillic,
/// Greek, Armenian, Latin and full-width letters alone.
[[nodiscard]] char ascii_lookalike(char32_t character);

/// "U+202E"
[[nodiscard]] std::string name_of_character(char32_t character);

}  // namespace packwarden
