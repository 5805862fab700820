#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/pack_pattern.h"

namespace packwarden {

/// Where a rule comes from, for people.
struct RuleOrigin {
  /// "npm" for its own rules, the path of an ignore file, or a field as "package.json files[2]".
  std::string where;
  std::uint32_t line = 0;  // of an ignore file, counted from 1; else 0

  /// ".npmignore:3", "package.json files[2]".
  [[nodiscard]] std::string text() const;
};

struct PackRule {
  PackPattern pattern;
  std::string text;  // trimmed, as it stands there
  RuleOrigin origin;
};

/// Rules in order: the last that matches decides.
struct RuleList {
  std::vector<PackRule> rules;
  std::size_t parts = 0;  // of all patterns

  /// Appends the rules of `other`.
  void append(RuleList other);
};

/// Appends the rules of the ignore file `text`: a rule a line, blank lines and comments left out
/// (src/npm/README.md section 3). `where` is the file's path.
[[nodiscard]] Result<void> append_ignore_file(std::string_view text, std::string_view where,
                                              RuleList& rules);

/// Appends what npm makes of `text` when it puts it between the lines of an ignore file: mostly one
/// rule, none of blanks or a comment, more where it holds line ends.
[[nodiscard]] Result<void> append_rule(std::string_view text, const RuleOrigin& origin,
                                       RuleList& rules);

}  // namespace packwarden
