#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/path_set.h"
#include "npm/segment.h"

namespace packwarden {

/// A path as rules see it: components, relative to the directory of the rules.
struct RulePath {
  std::span<const PathName> names;  // at least one
  std::uint64_t fingerprints = 0;   // of all names, united

  [[nodiscard]] const PathName& last() const { return names.back(); }
};

/// What is asked of a rule.
enum class Question : std::uint8_t {
  entry,            // does it match the path
  directory,        // does it match the path as a directory, or may a re-inclusion match below it
  slash_directory,  // does it match the path with a slash at the end
};

/// Whose rules are asked: a rule of a directory further up also sees the mere name of the entry.
enum class RuleDistance : std::uint8_t { same_directory, further_up };

/// Fingerprints that a path must have for a rule to match it. Most rules name something that is not
/// in the path: one test instead of many comparisons.
struct RuleGuard {
  std::uint64_t last = 0;  // of the last name
  std::uint64_t any = 0;   // of all names, united
  /// The same where the rule may match the way to what it includes, which has fewer names.
  std::uint64_t any_on_the_way = 0;
  bool includes = false;

  [[nodiscard]] bool lets_pass(std::uint64_t last_name, std::uint64_t all_names,
                               Question question) const {
    const std::uint64_t needed = question == Question::directory ? any_on_the_way : any;
    return ((last & ~last_name) | (needed & ~all_names)) == 0;
  }
};

/// One rule: a line of an ignore file or what stands for it, compiled by src/npm/README.md
/// section 3. Immutable.
class PackPattern {
 public:
  /// `line` is trimmed text. Fails where npm's compiler throws and at a limit; `where` names the
  /// rule, whose text no message quotes.
  [[nodiscard]] static Result<PackPattern> compile(std::string_view line, std::string_view where);

  /// The rule that stands for those of many paths.
  [[nodiscard]] static PackPattern of_paths(PathSet paths, bool negated);

  /// Whether the rule includes what it matches, as "!x" in an ignore file does.
  [[nodiscard]] bool negated() const { return negated_; }

  /// Parts of all alternatives, a measure of memory and of the work of a match.
  [[nodiscard]] std::size_t parts() const { return parts_; }

  /// What it does not let pass, it does not match.
  [[nodiscard]] RuleGuard guard() const;

  /// src/npm/README.md section 4, the condition `m`.
  [[nodiscard]] bool matches(const RulePath& path, Question question, RuleDistance distance,
                             MatchBudget& budget) const {
    return guard().lets_pass(path.last().fingerprint, path.fingerprints, question) &&
           any_matches(path, question, distance, budget);
  }

 private:
  struct Alternative {
    std::vector<Segment> parts;
    std::uint64_t required = 0;  // fingerprints without which it does not match a whole path
    bool has_globstar = false;
  };

  [[nodiscard]] bool any_matches(const RulePath& path, Question question, RuleDistance distance,
                                 MatchBudget& budget) const;
  [[nodiscard]] Result<void> add_alternative(std::u16string_view glob, std::string_view where);
  [[nodiscard]] bool alternative_matches(const Alternative& alternative, const RulePath& path,
                                         Question question, RuleDistance distance,
                                         MatchBudget& budget) const;

  std::vector<Alternative> alternatives_;
  std::unique_ptr<const PathSet> paths_;  // in place of alternatives
  std::size_t parts_ = 0;
  std::uint64_t required_ = 0;  // by all alternatives
  bool names_only_ = true;  // all alternatives have one part and are compared with the last name
  bool short_ = false;      // some alternative is a name, with or without a slash behind it
  bool negated_ = false;
};

}  // namespace packwarden
