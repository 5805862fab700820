#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/char_class.h"
#include "npm/path_name.h"

namespace packwarden {

/// A budget of steps for matching, so that hostile globs end in an error and not in hours.
class MatchBudget {
 public:
  explicit MatchBudget(std::uint64_t steps) : left_(steps) {}

  void spend(std::uint64_t steps) { left_ = steps < left_ ? left_ - steps : 0; }
  /// Once it is, answers may be wrong and must not be used.
  [[nodiscard]] bool exhausted() const { return left_ == 0; }

 private:
  std::uint64_t left_;
};

/// One part of a glob between slashes, compiled (src/npm/README.md section 3, step 4). Immutable.
class Segment {
 public:
  enum class Kind : std::uint8_t {
    globstar,      // any number of components
    empty,         // what stands before a leading slash and behind a trailing one
    literal,       // folded text
    not_empty,     // "*"
    suffix,        // "*.js": ends with `text`, both in lower case
    length,        // "??" and "??.md": as long as the whole part, and ends with `text`
    has_dot,       // "*.*"
    leading_dot,   // ".*"
    items,         // literals, classes, "?" and "*"
    alternatives,  // has extglobs
  };

  /// Fails where npm's compiler throws, and at a limit; `where` names the rule.
  [[nodiscard]] static Result<Segment> compile(std::u16string_view part, std::string_view where,
                                               LetterCase letter_case = LetterCase::ignored);

  Segment(Segment&&) noexcept;
  Segment& operator=(Segment&&) noexcept;
  ~Segment();

  [[nodiscard]] Kind kind() const { return kind_; }
  /// The bits that the fingerprints of all names have that it matches.
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

  /// Whether the component `name`, which is neither "." nor "..", matches. Takes time linear in
  /// length of part times length of name, more with extglobs; never for a globstar.
  [[nodiscard]] bool matches(const PathName& name, MatchBudget& budget) const;
  /// Whether the empty component before a leading slash or behind a trailing one matches.
  [[nodiscard]] bool matches_empty(MatchBudget& budget) const;

 private:
  friend class SegmentCompiler;
  struct Program;
  Segment();

  Kind kind_ = Kind::empty;
  std::uint64_t fingerprint_ = 0;
  std::size_t length_ = 0;
  std::u16string text_;
  std::unique_ptr<Program> program_;
};

}  // namespace packwarden
