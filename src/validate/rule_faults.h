#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "match/database.h"
#include "rule/rule.h"

namespace packwarden {

/// Something is wrong with a rule.
struct RuleFault {
  const Rule* rule = nullptr;
  std::string what;     // as of an Error; quotes no example
  std::string example;  // the text of which `what` speaks; "" where it speaks of none
};

/// What is wrong with the names that `rules` use: a validator that does not exist, and refined
/// rules and companions that are not there. `find` knows all rules by id, those of `rules`
/// included; null: there is none.
[[nodiscard]] std::vector<RuleFault> faults_of_names(
    const std::vector<Rule>& rules, const std::function<const Rule*(std::string_view)>& find);

/// Which of the examples of `rules` show something else than they should, when all rules of
/// `database` look at them. Fails where the engine does.
[[nodiscard]] Result<std::vector<RuleFault>> faults_of_examples(const std::vector<Rule>& rules,
                                                                const Database& database);

}  // namespace packwarden
