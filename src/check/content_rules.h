#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "check/checked_file.h"
#include "check/package_check.h"
#include "finding/finding.h"

namespace packwarden {

/// What the place of a match says of it. The rule, in rules/checks-*.json, is the check.
struct ContentJudge {
  std::string_view rule_id;
  /// The severity; none: it is no finding there.
  std::optional<Severity> (*judge)(const CheckedFile& file, const Finding& finding);
};

/// All of them, by id. A rule without a row is a note in documentation.
[[nodiscard]] std::span<const ContentJudge> content_judges();

/// Judges what rules found in `file` by itself; leaves out what is no finding there.
void judge_content(const CheckedFile& file, std::vector<Finding>& findings);

/// What the package says of a finding in one of its files, when all of them have been read.
struct PackageJudge {
  std::string_view rule_id;
  /// The severity; none: it is no finding in this package.
  std::optional<Severity> (*judge)(const PackageView& package, const Finding& finding);
};

/// All of them, by id.
[[nodiscard]] std::span<const PackageJudge> package_judges();

/// The severity that a finding has in the package: mostly its own. None of what is no finding
/// there, and of clues.
[[nodiscard]] std::optional<Severity> severity_in_package(const PackageView& package,
                                                          const Finding& finding);

}  // namespace packwarden
