#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "match/engine.h"
#include "rule/rule.h"

namespace packwarden {

/// More matches than this of one rule in one text are a limit error: no real file has them, and
/// they take memory.
inline constexpr std::size_t kMostMatches = 200'000;
/// The same of a rule that is not built in: nobody has tried it on much.
inline constexpr std::size_t kMostMatchesOfExtraRule = 1'000;

/// Stage 2: finds where a rule matches, with RE2, in a part of a text. One for each rule, shared by
/// all threads; an expression is compiled at its first use.
class Confirmer {
 public:
  /// `rule` outlives the confirmer. `most`: matches of it in one text.
  Confirmer(const Rule& rule, std::uint32_t number, std::size_t most = kMostMatches);
  Confirmer(Confirmer&&) noexcept;
  ~Confirmer();

  [[nodiscard]] const Rule& rule() const { return rule_; }
  [[nodiscard]] std::size_t most() const { return most_; }

  /// Appends the rule's matches that begin within `begins`, each beginning where the one before
  /// ended or later. Word boundaries and the matches' ends look at the bytes around; the boundaries
  /// may be ignored that a pattern begins and ends with, if it begins with one and the rule is of
  /// high confidence or has a validator. Returns where the last match ended, or begins.begin. Fails
  /// when RE2 refuses the pattern, and with a limit error when there are more than `room`.
  [[nodiscard]] Result<std::uint64_t> find(std::string_view text, ByteSpan begins,
                                           Boundaries boundaries, std::size_t room,
                                           std::vector<RuleMatch>& out) const;

  /// Whether one may begin at `begin`, its lead not counted: false is certain. Much cheaper than
  /// `find` where it is false.
  [[nodiscard]] bool may_begin(std::string_view text, std::uint64_t begin,
                               Boundaries boundaries) const;

 private:
  struct Expression;
  struct Expressions;
  struct Groups;

  [[nodiscard]] const Expression& wanted(Boundaries boundaries) const;
  [[nodiscard]] const Expression& with_boundaries() const;
  [[nodiscard]] const Expression& without_boundaries() const;
  [[nodiscard]] bool stands_apart(std::string_view text, const ByteSpan& whole) const;
  [[nodiscard]] RuleMatch rule_match(const Expression& expression, std::string_view text,
                                     const Groups& groups) const;
  [[nodiscard]] Result<std::optional<RuleMatch>> next(const Expression& expression,
                                                      std::string_view text, ByteSpan begins) const;

  const Rule& rule_;
  std::uint32_t number_;
  std::size_t most_;
  std::unique_ptr<Expressions> expressions_;
};

/// Fails where RE2 refuses the pattern of a rule: as a program it is too large. Compiles it.
[[nodiscard]] Result<void> check_compiles(const Rule& rule);

/// Whether `text` as a whole matches the pattern of a rule. Compiles it: for what is asked seldom.
[[nodiscard]] bool is_whole_match(const Rule& rule, std::string_view text);

/// The limits that rules reached in one text. Of several the one of the first rule is told, so that
/// it does not matter which was reached first.
class RuleLimits {
 public:
  void note(std::uint32_t rule, const Error& limit) {
    if (!first_ || rule < rule_) {
      first_ = limit;
      rule_ = rule;
    }
  }
  [[nodiscard]] Result<void> outcome() const {
    if (first_) return fail(*first_);
    return {};
  }

 private:
  std::optional<Error> first_;
  std::uint32_t rule_ = 0;
};

/// Where a match of a rule with keywords may begin: within `window` bytes of a place where a
/// keyword ends. Overlapping ranges are one. Ends are added in any order; nearly ascending is fast.
class Regions {
 public:
  void add(std::uint64_t keyword_end, std::uint32_t window, std::uint64_t text_size);
  [[nodiscard]] const std::vector<ByteSpan>& all() const { return regions_; }
  void clear() { regions_.clear(); }

 private:
  std::vector<ByteSpan> regions_;
};

/// The regions of `rule`, found without Hyperscan.
[[nodiscard]] Regions keyword_regions(const Rule& rule, std::string_view text);

/// True when `rule` has no keywords, or one of them ends within its window of `match_begin`.
[[nodiscard]] bool keyword_near(const Rule& rule, std::string_view text, std::uint64_t match_begin);

}  // namespace packwarden
