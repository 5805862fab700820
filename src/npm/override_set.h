#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "npm/profile.h"

namespace packwarden {

/// The rules of the field `overrides` as a tree: a rule holds for what is below the packages that
/// the rules above it name. The root is no rule; it stands for a package that none applies to.
class OverrideSet {
 public:
  static constexpr std::size_t kRoot = 0;

  struct Rule {
    std::string name;       // of the package whose dependents it concerns
    std::string key_range;  // "*" without one
    std::string value;      // what is asked for instead; "*": what was asked for
    bool has_text = true;   // npm dies where it applies a value that is no string
    std::size_t parent = kRoot;
  };

  /// Fails where npm cannot read the field. A null or another value without rules has none.
  [[nodiscard]] static Result<OverrideSet> parse(const Json& overrides, const Profile& profile);

  [[nodiscard]] bool empty() const { return rules_.size() == 1; }
  /// How many rules there are, a measure of the work that `combined` takes, and how many for a name
  /// wherever they stand, of that of `rule_for`.
  [[nodiscard]] std::size_t size() const { return rules_.size(); }
  [[nodiscard]] std::size_t count(const std::string& name) const;
  [[nodiscard]] const Rule& rule(std::size_t number) const { return rules_[number]; }

  /// The rule that holds for a dependency `name` that asks for `spec`, of a package for which
  /// `from` holds; `from` itself where there is none. Fails where npm cannot compare.
  [[nodiscard]] Result<std::size_t> rule_for(std::size_t from, const std::string& name,
                                             std::string_view spec) const;

  /// Whether the first rule for own dependencies of that name goes by what they ask for.
  [[nodiscard]] bool compares(const std::string& name) const;

  /// What holds for a package that `first` and then `second` lead to: the rule further down, or
  /// what is above both; `first` where they contradict each other.
  [[nodiscard]] std::size_t combined(std::size_t first, std::size_t second) const;

 private:
  [[nodiscard]] Result<void> add_members(std::size_t parent, const Json& overrides);
  [[nodiscard]] Result<void> add(std::size_t parent, const std::string& key, const Json& overrides);
  [[nodiscard]] bool is_above(std::size_t upper, std::size_t lower) const;
  [[nodiscard]] bool contradict(std::size_t first, std::size_t second) const;

  std::vector<Rule> rules_ = std::vector<Rule>(1);
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> by_name_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace packwarden
