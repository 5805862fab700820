#include "app/judging.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "app/same_secrets.h"

namespace packwarden {
namespace {

/// What was known before does not fail, whatever the policy says.
Judged judged(Examined::Located located, const Policy& policy, InlineSuppressions& comments) {
  Judged out = policy.judge(std::move(located.finding));
  comments.judge(out);
  if (located.known.empty() || out.suppressed) return out;
  out.suppressed = std::move(located.known);
  out.fails = false;
  return out;
}

/// Takes out what was known before of secrets that are new elsewhere in the same report.
void drop_what_is_new(std::vector<Examined::Located>& findings) {
  std::set<std::pair<std::string, ValueTag>> added;
  for (const Examined::Located& located : findings) {
    const Finding& finding = located.finding;
    if (located.known.empty() && finding.value_tag) {
      added.emplace(finding.rule_id, *finding.value_tag);
    }
  }
  std::erase_if(findings, [&](const Examined::Located& located) {
    const Finding& finding = located.finding;
    return !located.known.empty() && finding.value_tag &&
           added.contains({finding.rule_id, *finding.value_tag});
  });
}

}  // namespace

std::vector<Judged> judged(std::vector<Examined::Located> findings, const Policy& policy,
                           InlineSuppressions& comments) {
  drop_what_is_new(findings);
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    if (comes_before(a.finding, b.finding)) return true;
    return !comes_before(b.finding, a.finding) && a.entry < b.entry;
  });
  std::vector<Judged> out;
  out.reserve(findings.size());
  std::map<std::pair<std::string, std::string>, std::uint64_t> ordinals;
  for (Examined::Located& located : findings) {
    Finding& finding = located.finding;
    const std::string& path = finding.location.path;
    finding.fingerprint = fingerprint(finding.rule_id, path, ordinals[{finding.rule_id, path}]++);
    out.push_back(judged(std::move(located), policy, comments));
  }
  join_same_secrets(out);
  return out;
}

}  // namespace packwarden
