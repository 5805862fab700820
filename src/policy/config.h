#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
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

/// A policy as it is written down.
struct Config {
  std::optional<FailOn> fail_on;
  std::vector<Allowance> allow;
};

/// Reads the text of a policy: JSON with comments, README.md tells its keys. `where` names it, and
/// an error says at which line and column. What is unknown is an error: a key that is misspelt must
/// not be a key that is not there.
[[nodiscard]] Result<Config> parse_config(std::string_view text, const std::string& where);

}  // namespace packwarden
