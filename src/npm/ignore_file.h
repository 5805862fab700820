#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/pack_pattern.h"

namespace packwarden {

/// A larger ignore file is a limit error.
constexpr std::uint64_t kMaxIgnoreFile = std::uint64_t{1} << 20U;

/// What a rule stands in. The names reach reports and never change.
enum class RuleSource : std::uint8_t {
  npm_default,            // npm's own list of what is mostly not wanted
  npm_strict,             // npm's own list of what is always in or always out
  manifest,               // a field of package.json
  ignore_file,            // of the package
  workspace_ignore_file,  // of the root of the workspaces, or between it and the package
  workspace,              // a workspace that is packed by itself
};

/// The name of `source` as reports print it.
[[nodiscard]] std::string_view name_of(RuleSource source);

/// Where a rule comes from, for people.
struct RuleOrigin {
  RuleSource source = RuleSource::ignore_file;
  std::string where;       // the file; "npm" for its own rules; the path of a workspace
  std::uint64_t line = 0;  // of the file, counted from 1; 0 where it has none or it is not known
  std::string field;       // of a manifest: "files[2]"

  /// The place of the entry of `files` that made the rule, if one did.
  [[nodiscard]] std::optional<std::size_t> files_entry() const;

  /// ".npmignore:3", "package.json:7 (files[2])", "npm", "workspace packages/a".
  [[nodiscard]] std::string text() const;
};

/// What people know a rule by.
struct RuleLabel {
  std::string text;  // trimmed, as it stands there
  RuleOrigin origin;
};

/// Rules in order: the last that matches decides. Every guard is looked at for every directory, so
/// they stand apart.
struct RuleList {
  std::vector<PackPattern> patterns;
  std::vector<RuleGuard> guards;  // of each pattern
  std::vector<RuleLabel> labels;  // the same
  std::size_t parts = 0;          // of all patterns

  void add(PackPattern pattern, RuleLabel label);

  /// Appends the rules of `other`.
  void append(RuleList other);
};

/// Appends the rules of the ignore file `text`: a rule a line, blank lines and comments left out
/// (src/npm/README.md section 3). `where` is the file's path.
[[nodiscard]] Result<void> append_ignore_file(std::string_view text, std::string_view where,
                                              RuleList& rules);

/// Appends the rule that stands for those of many paths; `text` is what people are told of it.
void append_paths(PathSet paths, bool negated, std::string text, const RuleOrigin& origin,
                  RuleList& rules);

/// Appends what npm makes of `text` when it puts it between the lines of an ignore file: mostly one
/// rule, none of blanks or a comment, more where it holds line ends.
[[nodiscard]] Result<void> append_rule(std::string_view text, const RuleOrigin& origin,
                                       RuleList& rules);

}  // namespace packwarden
