#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/rule.h"

namespace packwarden {

/// Rules in order of their ids, each checked by rule/lint.h. A rule's index is its number.
class RuleSet {
 public:
  /// Parses and checks one rule file. `where` names it in errors, as "FILE: RULE-ID".
  [[nodiscard]] static Result<std::vector<Rule>> parse_file(std::string_view json,
                                                            std::string_view where);
  /// Sorts `rules`; fails on an id that is used twice.
  [[nodiscard]] static Result<RuleSet> create(std::vector<Rule> rules);
  /// The inverse of `to_canonical_json`.
  [[nodiscard]] static Result<RuleSet> parse_canonical(std::string_view json);

  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  /// The rule called `id`, or null.
  [[nodiscard]] const Rule* find(std::string_view id) const;
  /// One line of JSON, the same for the same rules: what the program embeds. Without the examples:
  /// the program needs none and its binary shall hold none.
  [[nodiscard]] std::string to_canonical_json() const;

 private:
  std::vector<Rule> rules_;
};

}  // namespace packwarden
