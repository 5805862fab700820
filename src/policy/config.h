#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "check/budget.h"
#include "check/check_group.h"
#include "finding/finding.h"
#include "policy/path_pattern.h"

namespace packwarden {

/// The name of the file that a project keeps its policy in.
inline constexpr std::string_view kConfigName = "packwarden.json";
/// A longer one is an error.
inline constexpr std::uint64_t kMaxConfigBytes = std::uint64_t{1} << 20U;

/// What may be found where without failing the audit.
struct Allowance {
  std::string rule;  // id of a rule or a check
  PathPattern path;
  std::string reason;
  std::string until;  // the last day, YYYY-MM-DD; "": for good
  std::string where;  // "packwarden.json:12"
};

/// A setting and its place, "packwarden.json:12".
struct FailOn {
  Severity severity = Severity::high;
  std::string where;
};

/// How bad what a rule or a check finds is, whatever they say.
struct SeverityChange {
  std::string rule;
  Severity severity = Severity::high;
  std::string where;
};

struct GroupWanted {
  CheckGroup group = CheckGroup::always;
  std::string where;
};

struct BudgetKept {
  Budget budget;
  std::string where;
};

/// What is on or off.
struct Switch {
  bool is_on = false;
  std::string where;
};

/// A file whose policy counts, too, as it is named.
struct Extension {
  std::string path;
  std::string where;  // "packwarden.json:12:3"
};

/// A policy as it is written down.
struct Config {
  std::vector<Extension> extends;
  std::optional<FailOn> fail_on;
  std::vector<Allowance> allow;
  std::vector<SeverityChange> severities;  // each rule once
  std::vector<GroupWanted> groups;
  std::vector<BudgetKept> budgets;
  std::optional<Switch> inline_suppressions;  // whether comments in files may suppress findings
  std::optional<Switch> fail_on_stale;        // whether a suppression in vain fails
  std::vector<std::string> notes;             // what is to be said of where it comes from
};

/// Reads the text of a policy: JSON with comments, README.md tells its keys. `where` names it, and
/// an error says at which line and column. What is unknown is an error: a key that is misspelt must
/// not be a key that is not there.
[[nodiscard]] Result<Config> parse_config(std::string_view text, const std::string& where);

/// The keys of a policy, and those of what it allows, sorted.
[[nodiscard]] std::span<const std::string_view> config_keys();
[[nodiscard]] std::span<const std::string_view> allowance_keys();

}  // namespace packwarden
