#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/rule.h"

namespace packwarden {

/// Rules in order of their ids, each checked by `check_rule`. A rule's index is its number.
class RuleSet {
 public:
  /// Parses and checks one rule file. `where` names it in errors, as "FILE: RULE-ID".
  [[nodiscard]] static Result<std::vector<Rule>> parse_file(std::string_view json,
                                                            std::string_view where);
  /// The same of as many rules as are sound: what is wrong with others is appended to `faults`, one
  /// for each of them.
  [[nodiscard]] static std::vector<Rule> parse_file(std::string_view json, std::string_view where,
                                                    std::vector<Error>& faults);
  /// Sorts `rules`; fails on an id that is used twice.
  [[nodiscard]] static Result<RuleSet> create(std::vector<Rule> rules);
  /// The inverse of `serialize`. The bytes are rulec's own: a wrong length is an internal error.
  [[nodiscard]] static Result<RuleSet> deserialize(std::string_view bytes);

  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  /// Those that look at texts, and those that refine what these find.
  [[nodiscard]] RuleSet looking_at_texts() const;
  [[nodiscard]] RuleSet refinements() const;
  /// The rule called `id`, or null.
  [[nodiscard]] const Rule* find(std::string_view id) const;
  /// The rules with their facts, the same bytes for the same rules: what the program embeds.
  /// Without the examples: the program needs none, and its binary shall hold none. Without the
  /// supersets: it has what they are compiled to.
  [[nodiscard]] std::string serialize() const;

 private:
  template <class Predicate>
  [[nodiscard]] RuleSet those_that(Predicate predicate) const;

  std::vector<Rule> rules_;
};

}  // namespace packwarden
