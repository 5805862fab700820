#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "match/scanner.h"
#include "rule/rule_set.h"

namespace packwarden {

/// The rules that refine another one (Rule::refines): they say whose the secret is that it found.
class Refinements {
 public:
  /// `rules` outlive this.
  explicit Refinements(const RuleSet& rules);

  /// The rule that says more of `match`, or null: the secret as a whole matches its pattern, and
  /// the name that the secret is given to, or a name around that, holds one of its keywords. Of
  /// several the one whose keyword stands nearest, then the longer keyword, then the lesser id.
  [[nodiscard]] const Rule* of(const Match& match) const;

 private:
  std::unordered_map<std::string_view, std::vector<const Rule*>> refining_;  // by the refined id
};

}  // namespace packwarden
