#include "check/files_entry.h"

#include <algorithm>
#include <array>

#include "npm/javascript.h"

namespace packwarden {
namespace {

/// Steps of one question; more are taken for no match.
constexpr std::uint64_t kMostSteps = 1'000'000;

bool matches_as_entry(const PackPattern& pattern, std::span<const PathName> names) {
  RulePath path{names, 0};
  for (const PathName& name : names) path.fingerprints |= name.fingerprint;
  MatchBudget budget(kMostSteps);
  return pattern.matches(path, Question::entry, RuleDistance::same_directory, budget) &&
         !budget.exhausted();
}

}  // namespace

FilesEntry::FilesEntry(std::string_view text) {
  text = trim_blanks(text);
  const std::size_t marks = std::min(text.find_first_not_of('!'), text.size());
  excludes_ = marks % 2 == 1;
  std::string rule(text.substr(marks));
  if (rule.starts_with("./")) rule.erase(0, 1);
  while (rule.ends_with('/')) rule.pop_back();
  if (rule.empty()) return;
  for (const std::string& pattern : {rule, rule + "/**"}) {
    auto compiled = PackPattern::compile(pattern, "files");
    if (compiled) patterns_.push_back(std::move(*compiled));
  }
}

bool FilesEntry::matches(std::string_view path) const {
  std::vector<PathName> names;
  for (;;) {
    const std::size_t slash = path.find('/');
    names.push_back(path_name(path.substr(0, slash)));
    if (std::any_of(patterns_.begin(), patterns_.end(),
                    [&](const PackPattern& pattern) { return matches_as_entry(pattern, names); })) {
      return true;
    }
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

CatchAll catch_all(std::string_view entry) {
  struct Row {
    std::string_view text;
    CatchAll effect;
  };
  constexpr std::array kRows = {
      Row{"", CatchAll::by_version},       Row{"*", CatchAll::everything},
      Row{"**", CatchAll::everything},     Row{"**/*", CatchAll::everything},
      Row{".", CatchAll::nothing},         Row{"./", CatchAll::by_version},
      Row{"./*", CatchAll::everything},    Row{"./**", CatchAll::everything},
      Row{"./**/*", CatchAll::everything}, Row{"/", CatchAll::by_version},
      Row{"/*", CatchAll::everything},     Row{"/**", CatchAll::everything},
      Row{"/**/*", CatchAll::everything},
  };
  const auto* const found = std::find_if(
      kRows.begin(), kRows.end(), [&](const Row& row) { return row.text == trim_blanks(entry); });
  return found == kRows.end() ? CatchAll::none : found->effect;
}

}  // namespace packwarden
