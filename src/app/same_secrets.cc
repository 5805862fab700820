#include "app/same_secrets.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace packwarden {
namespace {

/// What findings of one secret have in common: rule, value, by what they are suppressed.
using Secret = std::tuple<std::string, ValueTag, std::optional<std::string>>;
using Group = std::vector<std::size_t>;  // of findings, ascending

std::map<Secret, Group> groups_of(const std::vector<Judged>& findings) {
  std::map<Secret, Group> groups;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i].finding;
    if (!finding.value_tag) continue;
    groups[{finding.rule_id, *finding.value_tag, findings[i].suppressed}].push_back(i);
  }
  return groups;
}

/// Whether `a` tells better than `b` what the secret at both places means.
bool weighs_more(const Judged& a, const Judged& b) {
  const auto weight = [](const Judged& judged) {
    const Finding& finding = judged.finding;
    return std::tuple(judged.fails, finding.severity, finding.confidence,
                      finding.npm_profiles.size());
  };
  return weight(a) > weight(b);
}

void move_to(Finding& main, Finding other) {
  main.also.push_back(
      {std::move(other.rule_id), std::move(other.location), std::move(other.npm_profiles)});
  std::move(other.also.begin(), other.also.end(), std::back_inserter(main.also));
}

/// Moves all of the group into the one that weighs most. The others have no rule then.
void join(const Group& group, std::vector<Judged>& findings) {
  const std::size_t main = *std::min_element(
      group.begin(), group.end(),
      [&](std::size_t a, std::size_t b) { return weighs_more(findings[a], findings[b]); });
  for (const std::size_t i : group) {
    if (i == main) continue;
    move_to(findings[main].finding, std::move(findings[i].finding));
    findings[i].finding.rule_id.clear();
  }
}

}  // namespace

void join_same_secrets(std::vector<Judged>& findings) {
  for (const auto& [secret, group] : groups_of(findings)) join(group, findings);
  std::erase_if(findings, [](const Judged& judged) { return judged.finding.rule_id.empty(); });
}

void drop_tags(std::vector<Judged>& findings) {
  for (Judged& judged : findings) judged.finding.value_tag.reset();
}

}  // namespace packwarden
