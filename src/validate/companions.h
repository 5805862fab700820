#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "finding/finding.h"
#include "rule/rule_set.h"

namespace packwarden {

/// Makes one finding of an id and its secret (Rule::companions).
class Companions {
 public:
  /// `rules` outlive this.
  explicit Companions(const RuleSet& rules);

  /// Where an id stands within 300 bytes of its secret, in the same layer, its places move to
  /// `also` of the secret's finding, which is then of high confidence at least. Of several secrets
  /// the nearest counts, then the first. Secrets that need an id (Rule::needs_companion) and have
  /// none are dropped. `found` are those of one entry, sorted by comes_before, and stay so.
  void join(std::vector<Finding>& found) const;

 private:
  using Ids = std::vector<std::string_view>;
  [[nodiscard]] std::optional<std::size_t> secret_of(const std::vector<Finding>& found,
                                                     std::size_t id) const;

  std::unordered_set<std::string_view> needy_;         // rules that need a companion
  std::unordered_map<std::string_view, Ids> secrets_;  // by the rule of an id: rules of secrets
};

}  // namespace packwarden
