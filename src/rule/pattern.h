#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/needle.h"

namespace packwarden {

/// A rule pattern, parsed. The language is what RE2 and Hyperscan understand alike, on bytes;
/// rules/README.md describes it. Both engines get texts printed from this tree, so that a
/// difference between their dialects cannot reach a rule.
class Pattern {
 public:
  using ByteSet = std::bitset<256>;
  static constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;
  static constexpr std::uint32_t kMaxRepeat = 1000;  // RE2's own limit
  static constexpr std::size_t kMaxBytes = 4096;
  /// A repeat of one byte set up to this many times or more is printed without its maximum: RE2
  /// would compile a copy for each time (25,000 instructions and 70 ms for a JSON web token). The
  /// maximum still counts in `max_width`, and whoever matches refuses what is wider.
  static constexpr std::uint32_t kLongRepeat = 100;

  enum class NodeKind : std::uint8_t {
    bytes,         // one byte out of `set`
    sequence,      // all children in order; without children: the empty text
    choice,        // one of the children, the first that fits
    repeat,        // the only child, `min` to `max` times
    capture,       // the only child, as a numbered group
    boundary,      // \b
    not_boundary,  // \B
  };

  struct Node {
    NodeKind kind = NodeKind::sequence;
    ByteSet set = {};
    std::vector<Node> children = {};
    std::uint32_t min = 0;
    std::uint32_t max = 0;
    bool lazy = false;
  };

  /// Fails with the place of the first mistake as "at byte N of the pattern: …".
  [[nodiscard]] static Result<Pattern> parse(std::string_view text, std::string_view where);

  /// For RE2 in Latin-1: the pattern as it was written, but for long repeats and the lead.
  [[nodiscard]] std::string confirm() const;
  /// For Hyperscan: word boundaries dropped and the tail cut to its minimum. Every match of
  /// `confirm` has a match of this at its beginning.
  [[nodiscard]] std::string superset() const;

  /// Bytes of the shortest and the longest match; the longest may be kUnbounded.
  [[nodiscard]] std::uint32_t min_width() const;
  [[nodiscard]] std::uint32_t max_width() const;
  /// Bytes of the longest match of `superset` that a match of at most `max_width` begins with; may
  /// be kUnbounded.
  [[nodiscard]] std::uint32_t superset_width() const;
  /// Bytes of the longest literal that every match contains; ASCII letters of either case count.
  [[nodiscard]] std::uint32_t literal_width() const;
  /// True when the only unbounded part is a greedy repeat of one byte set as the very last item.
  [[nodiscard]] bool only_tail_unbounded() const;
  /// True when the last item is a greedy repeat of one byte set, unbounded or long: a match that is
  /// too wide is cut there, and not refused.
  [[nodiscard]] bool open_tail() const;
  /// True when the pattern begins with `\b`. Then a match may also stand behind an escape that ends
  /// in a letter or digit, such as the `\n` of a string literal or `%3D`: no boundary, and yet the
  /// beginning of a token. `confirm` has one more group, the first, which holds the match without
  /// that escape.
  [[nodiscard]] bool has_lead() const;
  /// Bytes of the longest such escape. All widths include it.
  static constexpr std::uint32_t kLeadWidth = 6;
  /// Where in a match of `superset` there is a run that MarkedText marks: 24 bytes or more of the
  /// alphabets of base64, one behind the other.
  struct Run {
    std::uint32_t before = 0;  // it begins that many bytes behind the match's begin, or fewer
    std::uint32_t after = 0;   // and ends that many in front of its end; may be kUnbounded
  };
  /// The run that all of them have, if they do.
  [[nodiscard]] std::optional<Run> run() const;
  /// What each match holds, behind the lead and in front of where a match of `superset` ends.
  [[nodiscard]] Needles needles() const;
  [[nodiscard]] std::uint32_t groups() const { return groups_; }

  /// The same pattern, but for the word boundaries that it begins and ends with.
  [[nodiscard]] Pattern without_outer_boundaries() const;

 private:
  friend class PatternParser;
  Node root_;
  std::uint32_t groups_ = 0;
};

}  // namespace packwarden
