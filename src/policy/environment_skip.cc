#include "policy/environment_skip.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "policy/path_pattern.h"

namespace packwarden {
namespace {

constexpr std::string_view kRules = "PACKWARDEN_SKIP";
constexpr std::string_view kReason = "PACKWARDEN_SKIP_REASON";
constexpr std::size_t kMostRules = 100;
constexpr std::size_t kLongestReason = 500;

bool is_rule_id(std::string_view text) {
  const auto is_letter = [](char c) { return is_ascii_lower(c) || is_ascii_digit(c) || c == '-'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_letter);
}

Result<std::vector<std::string>> ids_in(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view id = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (id.empty()) continue;
    if (!is_rule_id(id)) {
      return fail(ErrorKind::config, std::string(kRules), "not ids of rules, joined by commas");
    }
    if (out.size() == kMostRules) {
      return fail(
          limit_error(std::string(kRules), "too many rules", {"skipped-rules", kMostRules}));
    }
    out.emplace_back(id);
  }
  return out;
}

}  // namespace

Result<SkippedRules> skipped_rules(const EnvironmentSkip& skip) {
  SkippedRules out;
  if (trimmed(skip.rules).empty()) return out;
  if (skip.is_ci) {
    out.notes.push_back(std::string(kRules) +
                        " does not count in continuous integration: nothing is skipped.");
    return out;
  }
  const std::string_view reason = trimmed(skip.reason);
  if (reason.empty()) {
    return fail(ErrorKind::config, std::string(kRules),
                "set without a reason; say why in " + std::string(kReason));
  }
  TRY_ASSIGN(const std::vector<std::string> ids, ids_in(skip.rules));
  TRY_ASSIGN(const PathPattern anywhere, PathPattern::compile("**", kRules));
  const std::string shown = to_valid_utf8(reason.substr(0, kLongestReason));
  for (const std::string& id : ids) {
    out.allow.push_back({id, anywhere, shown, "", std::string(kRules)});
  }
  return out;
}

}  // namespace packwarden
