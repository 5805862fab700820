#include "app/commit_range_of_ci.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "app/subject.h"
#include "base/json.h"
#include "source/git_changes.h"

namespace packwarden {
namespace {

/// What the value of a variable is.
enum class Says : std::uint8_t { branch, revision, range };

struct Row {
  const char* service;   // set by the service in each run
  const char* variable;  // where the commits begin
  Says says;
  const char* built = "";  // the branch that is built: it is not compared with itself
};

/// As the services document them; the first that says something counts.
constexpr std::array<Row, 14> kRows = {{
    {"GITHUB_ACTIONS", "GITHUB_BASE_REF", Says::branch},
    {"GITLAB_CI", "CI_MERGE_REQUEST_DIFF_BASE_SHA", Says::revision},
    {"GITLAB_CI", "CI_COMMIT_BEFORE_SHA", Says::revision},
    {"GITLAB_CI", "CI_DEFAULT_BRANCH", Says::branch, "CI_COMMIT_BRANCH"},
    {"BITBUCKET_BUILD_NUMBER", "BITBUCKET_PR_DESTINATION_BRANCH", Says::branch},
    {"TF_BUILD", "SYSTEM_PULLREQUEST_TARGETBRANCH", Says::branch},
    {"CIRCLECI", "CIRCLE_COMPARE_URL", Says::range},
    {"CIRCLECI", "CIRCLE_BASE_REVISION", Says::revision},
    {"JENKINS_URL", "CHANGE_TARGET", Says::branch},
    {"JENKINS_URL", "GIT_PREVIOUS_SUCCESSFUL_COMMIT", Says::revision},
    {"JENKINS_URL", "GIT_PREVIOUS_COMMIT", Says::revision},
    {"TRAVIS", "TRAVIS_COMMIT_RANGE", Says::range},
    {"DRONE", "DRONE_COMMIT_BEFORE", Says::revision},
    {"BUILDKITE", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", Says::branch},
}};

/// What a new branch was before, which is nothing.
bool is_nothing(std::string_view value) { return value.empty() || is_null_git_id(value); }

std::string branch_name(std::string value) {
  constexpr std::string_view kHeads = "refs/heads/";
  return value.starts_with(kHeads) ? value.substr(kHeads.size()) : value;
}

CommitRange from(const std::string& base, const std::string& tip = "HEAD") {
  CommitRange out;
  out.text = base + ".." + tip;
  out.bases = {base};
  out.tips = {tip};
  return out;
}

std::optional<Result<CommitRange>> range_of(const Row& row, const VariableOf& variable) {
  const std::string value = variable(row.variable);
  if (variable(row.service).empty() || is_nothing(value)) return std::nullopt;
  if (row.says == Says::range) return parse_commit_range(value.substr(value.rfind('/') + 1));
  if (row.says == Says::revision) return from(value);
  const std::string branch = branch_name(value);
  if (branch == variable(row.built)) return std::nullopt;
  return from("origin/" + branch);
}

std::string text_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string() : *text;
}

std::string text_in(const Json& object, std::string_view outer, std::string_view key) {
  const Json* value = object.find(outer);
  return value == nullptr ? std::string() : text_in(*value, key);
}

/// What GitHub writes of a push: what the branch was before. A new one begins where it leaves the
/// default branch; where that itself is new, all of it counts.
Result<CommitRange> range_of_push(const Json& event, const VariableOf& variable) {
  if (const std::string base = text_in(event, "merge_group", "base_sha"); !base.empty()) {
    return from(base);
  }
  if (const std::string before = text_in(event, "before"); !is_nothing(before)) {
    return from(before);
  }
  const std::string base = text_in(event, "repository", "default_branch");
  if (!base.empty() && base != variable("GITHUB_REF_NAME")) return from("origin/" + base);
  CommitRange all;
  all.text = "all commits of HEAD";
  all.tips = {"HEAD"};
  return all;
}

Result<Json> event_in(const std::string& path) {
  constexpr std::uint64_t kLargest = std::uint64_t{64} << 20U;
  TRY_ASSIGN(const std::string text, read_whole_file(path, kLargest));
  TRY_ASSIGN(Json event, parse_json(text, path));
  if (event.object() == nullptr) return fail(ErrorKind::format, path, "is no event of GitHub");
  return event;
}

/// On `pull_request_target` the base is checked out, unless the workflow says otherwise.
Result<CommitRange> of_pull_request(CommitRange range, const std::string& event_path) {
  if (event_path.empty()) return range;
  TRY_ASSIGN(const Json event, event_in(event_path));
  const Json* request = event.find("pull_request");
  std::string commit = request == nullptr ? "" : text_in(*request, "head", "sha");
  if (is_git_id(commit)) range.held = std::move(commit);
  return range;
}

}  // namespace

Result<CommitRange> commit_range_of_ci(const VariableOf& variable) {
  const bool on_github = !variable("GITHUB_ACTIONS").empty();
  const std::string event_path = on_github ? variable("GITHUB_EVENT_PATH") : "";
  for (const Row& row : kRows) {
    if (auto range = range_of(row, variable)) {
      TRY_ASSIGN(CommitRange found, *std::move(range));
      return of_pull_request(std::move(found), event_path);
    }
  }
  if (!event_path.empty()) {
    TRY_ASSIGN(const Json event, event_in(event_path));
    return range_of_push(event, variable);
  }
  return fail(ErrorKind::config, "range",
              "nothing here says which commits to look into: name them as origin/main..HEAD");
}

}  // namespace packwarden
