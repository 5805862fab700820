#include "check/content_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace packwarden {
namespace {

/// Half of what such rules match stands in documentation.
std::optional<Severity> judge_by_documentation(const CheckedFile& file, const Finding& finding) {
  return file.is_documentation() ? Severity::note : finding.severity;
}

constexpr std::array kJudges = {
    ContentJudge{"env-home-path", judge_by_documentation},
};

const ContentJudge* judge_of(std::string_view rule_id) {
  const auto* const found = std::lower_bound(
      kJudges.begin(), kJudges.end(), rule_id,
      [](const ContentJudge& row, std::string_view id) { return row.rule_id < id; });
  return found != kJudges.end() && found->rule_id == rule_id ? found : nullptr;
}

/// Whether it is one there.
bool judge(const CheckedFile& file, Finding& finding) {
  const ContentJudge* row = judge_of(finding.rule_id);
  const auto severity =
      row == nullptr ? judge_by_documentation(file, finding) : row->judge(file, finding);
  finding.severity = severity.value_or(finding.severity);
  return severity.has_value();
}

}  // namespace

std::span<const ContentJudge> content_judges() { return kJudges; }

void judge_content(const CheckedFile& file, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](Finding& finding) {
    if (finding.location.via.empty()) return !judge(file, finding);
    return !judge(CheckedFile(path_within(file.path(), finding.location.via), "", file.mode()),
                  finding);
  });
}

}  // namespace packwarden
