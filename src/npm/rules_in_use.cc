#include "npm/rules_in_use.h"

namespace packwarden {

void RulesInUse::clear() {
  rules_.clear();
  needed_.clear();
  needed_on_the_way_.clear();
}

void RulesInUse::add(const RuleList& list, std::uint64_t above) {
  const std::size_t before = rules_.size();
  const std::size_t count = list.patterns.size();
  rules_.resize(before + count);
  needed_.resize(before + count);
  needed_on_the_way_.resize(before + count);
  for (std::size_t i = 0; i < count; ++i) {
    const RuleGuard& guard = list.guards[i];
    rules_[before + i] = {&list.patterns[i], &list.labels[i]};
    needed_[before + i] = guard.last | (guard.any & ~above);
    needed_on_the_way_[before + i] = guard.last | (guard.any_on_the_way & ~above);
  }
}

void RulesInUse::end() {
  needed_.push_back(0);
  needed_on_the_way_.push_back(0);
}

}  // namespace packwarden
