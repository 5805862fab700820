#include "check/origin.h"

#include <algorithm>
#include <array>

#include "check/build_output.h"

namespace packwarden {
namespace {

bool is_exempt(const Finding& finding) {
  constexpr std::array<std::string_view, 3> kGroups = {"pkg-", "dif-", "out-"};
  constexpr std::array<std::string_view, 5> kChecks = {"lit-docs-and-media", "lit-hidden-file",
                                                       "lit-tests", "lit-tool-config",
                                                       "lit-untracked-file"};
  const std::string_view id = finding.rule_id;
  return std::any_of(kGroups.begin(), kGroups.end(),
                     [&](std::string_view group) { return id.starts_with(group); }) ||
         std::find(kChecks.begin(), kChecks.end(), id) != kChecks.end() ||
         std::any_of(finding.also.begin(), finding.also.end(), [&](const AlsoAt& other) {
           return other.location.path != finding.location.path;
         });
}

bool is_unknown_to_git(const PackedPath& file) {
  return file.origin == Origin::untracked || file.origin == Origin::ignored;
}

void raise(Finding& finding, Origin origin) {
  if (finding.severity >= Severity::high) return;
  finding.severity = finding.severity == Severity::medium ? Severity::high : Severity::medium;
  finding.message += origin == Origin::ignored
                         ? " Git ignores the file, so it may be here by accident."
                         : " Git does not track the file, so it may be here by accident.";
}

}  // namespace

void raise_by_origin(const PackageView& package, const std::vector<Finding*>& findings) {
  const auto files = package.files();
  if (std::none_of(files.begin(), files.end(), is_unknown_to_git)) return;
  const BuildOutput output(package.manifest());
  for (Finding* finding : findings) {
    if (finding->kind != FindingKind::content || is_exempt(*finding)) continue;
    const PackedPath* file = package.find(finding->location.path);
    if (file == nullptr || !is_unknown_to_git(*file) || output.contains(file->path)) continue;
    raise(*finding, file->origin);
  }
}

}  // namespace packwarden
