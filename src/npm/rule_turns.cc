#include "npm/rule_turns.h"

#include <optional>
#include <string_view>

#include "npm/tree_path.h"

namespace packwarden {

void rebase(const std::string& directory, RuleTurn& turn) {
  turn.directory = beneath(directory, turn.directory);
  const bool is_in_package =
      turn.origin.source == RuleSource::manifest || turn.origin.source == RuleSource::ignore_file;
  if (is_in_package) turn.origin.where = beneath(directory, turn.origin.where);
}

void rebase(const std::string& directory, WalkStep& step) {
  step.path = beneath(directory, step.path);
  for (std::string& passed : step.passed) passed = beneath(directory, passed);
  for (RuleTurn& turn : step.turns) rebase(directory, turn);
}

std::string written_text(const RuleTurn& turn, const std::vector<std::string>& entries) {
  const std::string& field = turn.origin.field;
  if (turn.origin.source != RuleSource::manifest || field == "patchedDependencies") {
    return turn.text;
  }
  if (const auto entry = turn.origin.files_entry()) {
    return *entry < entries.size() ? entries[*entry] : turn.text;  // the file may have changed
  }
  return field == "files" ? "" : turn.text.substr(std::string_view("!/").size());
}

}  // namespace packwarden
