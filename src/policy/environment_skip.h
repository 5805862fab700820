#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/config.h"

namespace packwarden {

/// What a person has a hook of theirs skip for once, by variables of the environment.
struct EnvironmentSkip {
  std::string_view rules;   // PACKWARDEN_SKIP: ids, joined by commas; "": nothing
  std::string_view reason;  // PACKWARDEN_SKIP_REASON
  bool is_ci = false;       // a run of continuous integration, where nobody is
};

/// What the variables allow, everywhere, and what is to be said of them.
struct SkippedRules {
  std::vector<Allowance> allow;  // `where` is "PACKWARDEN_SKIP"
  std::vector<std::string> notes;
};

/// Fails where there is no reason, or what is no id of a rule. In continuous integration they allow
/// nothing, and a note says so. Only commands that a local hook calls ask for them.
[[nodiscard]] Result<SkippedRules> skipped_rules(const EnvironmentSkip& skip);

}  // namespace packwarden
