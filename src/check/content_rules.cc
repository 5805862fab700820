#include "check/content_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "check/licence.h"

namespace packwarden {
namespace {

/// Half of what such rules match stands in documentation.
std::optional<Severity> judge_by_documentation(const CheckedFile& file, const Finding& finding) {
  return file.is_documentation() ? Severity::note : finding.severity;
}

/// Lists of licences hold those of others. The licence of the package itself is in the root.
std::optional<Severity> judge_copyleft(const CheckedFile& file, const Finding& finding) {
  constexpr std::array<std::string_view, 6> kLists = {"licen",   "notice", "third",
                                                      "copying", "spdx",   "legal"};
  const bool is_listed = std::any_of(kLists.begin(), kLists.end(), [&](std::string_view word) {
    return file.folded().find(word) != std::string::npos;
  });
  const bool is_in_root = file.folded().find('/') == std::string::npos;
  const bool is_licence =
      is_in_root && (file.name().starts_with("licen") || file.name().starts_with("copying"));
  if (is_licence) return finding.severity;
  const bool is_harmless = is_listed || file.is_test() || file.is_documentation();
  return is_harmless ? Severity::note : finding.severity;
}

constexpr std::array kJudges = {
    ContentJudge{"env-home-path", judge_by_documentation},
    ContentJudge{"lic-copyleft", judge_copyleft},
};

bool is_copyleft(const std::string& licence) {
  const auto parsed = parse_licence(licence);
  return parsed && parsed->family == LicenceFamily::copyleft;
}

/// It is no conflict where the package itself is under such a licence, or leaves the choice.
std::optional<Severity> judge_copyleft_in_package(const PackageView& package,
                                                  const Finding& finding) {
  const auto licence = parse_licence(licence_text(package.manifest()));
  if (!licence || licence->family != LicenceFamily::permissive) return std::nullopt;
  const bool leaves_choice =
      std::any_of(licence->licences.begin(), licence->licences.end(), is_copyleft);
  if (leaves_choice) return std::nullopt;
  const bool is_data = package.text_in_manifest("name").find("spdx") != std::string_view::npos;
  return is_data ? Severity::note : finding.severity;
}

constexpr std::array kPackageJudges = {
    PackageJudge{"lic-copyleft", judge_copyleft_in_package},
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
std::span<const PackageJudge> package_judges() { return kPackageJudges; }

std::optional<Severity> severity_in_package(const PackageView& package, const Finding& finding) {
  if (!finding.clue.empty()) return std::nullopt;
  for (const PackageJudge& row : kPackageJudges) {
    if (row.rule_id == finding.rule_id) return row.judge(package, finding);
  }
  return finding.severity;
}

void judge_content(const CheckedFile& file, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](Finding& finding) {
    if (finding.location.via.empty()) return !judge(file, finding);
    return !judge(CheckedFile(path_within(file.path(), finding.location.via), "", file.mode()),
                  finding);
  });
}

}  // namespace packwarden
