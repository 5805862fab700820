#include "check/files_entry.h"

#include <algorithm>
#include <array>

#include "npm/javascript.h"

namespace packwarden {
namespace {

/// Steps of one question; more are taken for no match.
constexpr std::uint64_t kMostSteps = 1'000'000;

bool matches_as_entry(const PackPattern& pattern, const RulePath& path) {
  MatchBudget budget(kMostSteps);
  return pattern.matches(path, Question::entry, RuleDistance::same_directory, budget) &&
         !budget.exhausted();
}

}  // namespace

void PathNames::assign(std::string_view path) {
  const auto differs = std::mismatch(path.begin(), path.end(), path_.begin(), path_.end()).first;
  const auto shared = static_cast<std::size_t>(differs - path.begin());
  count_ = 0;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (count_ == names_.size()) names_.emplace_back();
    const bool is_known = end < shared;
    if (!is_known)
      assign_name(path.substr(begin, end - begin), LetterCase::ignored, names_[count_]);
    ++count_;
    begin = end + 1;
  }
  path_ = path;
}

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
  PathNames names;
  names.assign(path);
  return matches(names.all());
}

bool FilesEntry::matches(std::span<const PathName> names) const {
  RulePath path;
  for (std::size_t count = 1; count <= names.size(); ++count) {
    path.names = names.first(count);
    path.fingerprints |= path.last().fingerprint;
    if (std::any_of(patterns_.begin(), patterns_.end(), [&path](const PackPattern& pattern) {
          return matches_as_entry(pattern, path);
        })) {
      return true;
    }
  }
  return false;
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
