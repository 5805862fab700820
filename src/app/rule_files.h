#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "match/database.h"
#include "rule/rule.h"

namespace packwarden {

/// More rules than these in all files are a limit error.
constexpr std::size_t kMostExtraRules = 5'000;
/// A larger file of rules is a limit error.
constexpr std::uint64_t kMaxRuleFileBytes = std::uint64_t{16} << 20U;

/// What is in files of rules. The form is that of rules/README.md.
struct RuleFiles {
  std::vector<Rule> rules;      // those that can be used, in the order of the files
  std::vector<Error> faults;    // where is "FILE: RULE-ID", or "FILE" of a whole file
  std::vector<std::string> of;  // the file of each rule
};

/// Reads and checks them, but for their examples: what they refer to may stand in one of them or in
/// `built_in`. Fails where a file cannot be read, and at limits.
[[nodiscard]] Result<RuleFiles> read_rule_files(const std::vector<std::string>& paths,
                                                const Database& built_in);

/// `built_in`, and what is in the files at `paths` beside it. Fails at the first fault, and where a
/// rule is called as one that is built in. Without paths nothing changes.
[[nodiscard]] Result<Database> with_rule_files(Database built_in,
                                               const std::vector<std::string>& paths);

}  // namespace packwarden
