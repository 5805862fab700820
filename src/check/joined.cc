#include "check/joined.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "check/file_check.h"

namespace packwarden {
namespace {

const FileCheck* joined_check(std::string_view id) {
  const auto checks = file_checks();
  const auto found = std::find_if(checks.begin(), checks.end(),
                                  [&](const FileCheck* check) { return check->info.id == id; });
  const bool is_joined = found != checks.end() && (*found)->joined != Joined::not_at_all;
  return is_joined ? *found : nullptr;
}

/// Where in `folded`, a path, the first directory ends that `pattern`, "dir/", names; npos:
/// nowhere.
std::size_t end_of_directory(std::string_view folded, std::string_view pattern) {
  for (std::size_t at = folded.find(pattern); at != std::string_view::npos;
       at = folded.find(pattern, at + 1)) {
    if (at == 0 || folded[at - 1] == '/') return at + pattern.size();
  }
  return std::string_view::npos;
}

/// The outermost directory that the names of the check are about; "": there is none.
std::string directory_of(const FileCheck& check, const std::string& path) {
  std::string folded = ascii_lower(path);
  std::replace(folded.begin(), folded.end(), '!', '/');
  std::size_t end = std::string::npos;
  for (const std::string_view pattern : check.names) {
    if (pattern.ends_with('/')) end = std::min(end, end_of_directory(folded, pattern));
  }
  return end == std::string::npos ? std::string() : path.substr(0, end);
}

/// Findings of one check that are one.
struct Cause {
  std::string_view rule_id;
  Severity severity = Severity::note;
  std::string directory;

  friend auto operator<=>(const Cause&, const Cause&) = default;
};

/// What the finding is joined by; none of one that stands alone.
std::optional<Cause> cause_of(const FileCheck& check, const Finding& finding) {
  Cause out = {check.info.id, finding.severity, ""};
  if (check.joined == Joined::by_package) return out;
  out.directory = directory_of(check, path_within(finding.location.path, finding.location.via));
  return out.directory.empty() ? std::nullopt : std::optional(std::move(out));
}

constexpr std::string_view kCount = " It is so of ";

void say_how_many(const FileCheck& check, const Cause& cause, std::span<Finding* const> group) {
  if (group.size() < 2) return;
  Finding& first = *group.front();
  const bool is_directory = !cause.directory.empty();
  first.message += std::string(kCount) + counted(group.size(), "file");
  first.message += is_directory ? " in `" + escape_for_display(cause.directory) + "`." : ".";
  if (is_directory) first.fix = finding_of(check.info, {}, cause.directory).fix;
}

void join(std::span<Finding* const> group) {
  Finding& first = *group.front();
  for (Finding* other : group.subspan(1)) {
    if (first.also.size() < kMostPlaces) {
      first.also.push_back(
          {other->rule_id, std::move(other->location), std::move(other->npm_profiles)});
    }
    other->rule_id.clear();
  }
}

bool stands_before(const Finding* a, const Finding* b) {
  const auto rank = [](const Finding& finding) {
    const Location& at = finding.location;
    return std::tie(at.path, at.via, at.span.begin, finding.message);
  };
  return rank(*a) < rank(*b);
}

}  // namespace

std::string directory_of_cause(const Finding& finding) {
  const FileCheck* check = joined_check(finding.rule_id);
  if (check == nullptr || check->joined != Joined::by_directory) return {};
  return directory_of(*check, path_within(finding.location.path, finding.location.via));
}

std::string without_count(std::string message) { return message.substr(0, message.rfind(kCount)); }

void join_causes(std::vector<Finding*> findings) {
  std::sort(findings.begin(), findings.end(), stands_before);
  std::map<Cause, std::vector<Finding*>> groups;
  for (Finding* finding : findings) {
    const FileCheck* check = joined_check(finding->rule_id);
    if (check == nullptr) continue;
    if (auto cause = cause_of(*check, *finding)) groups[*std::move(cause)].push_back(finding);
  }
  for (const auto& [cause, group] : groups) {
    say_how_many(*joined_check(cause.rule_id), cause, group);
    join(group);
  }
}

}  // namespace packwarden
