#include "app/commit_range_of_ci.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using Variables = std::map<std::string, std::string>;

std::string text_of(const Variables& variables) {
  const auto range = commit_range_of_ci([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  });
  return range ? range->text : "error: " + range.error().what;
}

TEST(CommitRangeOfCi, IsWhatTheServiceSays) {
  const std::string id(40, 'a');
  const std::string null(40, '0');
  struct Case {
    Variables variables;
    std::string text;
  };
  const std::vector<Case> cases = {
      {{{"GITHUB_ACTIONS", "true"}, {"GITHUB_BASE_REF", "main"}}, "origin/main..HEAD"},
      {{{"GITLAB_CI", "true"}, {"CI_MERGE_REQUEST_DIFF_BASE_SHA", id}}, id + "..HEAD"},
      {{{"GITLAB_CI", "true"}, {"CI_COMMIT_BEFORE_SHA", id}}, id + "..HEAD"},
      {{{"GITLAB_CI", "true"},
        {"CI_COMMIT_BEFORE_SHA", null},
        {"CI_DEFAULT_BRANCH", "main"},
        {"CI_COMMIT_BRANCH", "new"}},
       "origin/main..HEAD"},
      {{{"BITBUCKET_BUILD_NUMBER", "7"}, {"BITBUCKET_PR_DESTINATION_BRANCH", "dev"}},
       "origin/dev..HEAD"},
      {{{"TF_BUILD", "True"}, {"SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"}},
       "origin/main..HEAD"},
      {{{"CIRCLECI", "true"}, {"CIRCLE_COMPARE_URL", "https://example.com/o/r/compare/a...b"}},
       "a...b"},
      {{{"JENKINS_URL", "x"}, {"CHANGE_TARGET", "main"}}, "origin/main..HEAD"},
      {{{"JENKINS_URL", "x"}, {"GIT_PREVIOUS_SUCCESSFUL_COMMIT", id}}, id + "..HEAD"},
  };
  for (const Case& one : cases) EXPECT_EQ(text_of(one.variables), one.text);
}

TEST(CommitRangeOfCi, IsNotGuessed) {
  const std::string none =
      "error: nothing here says which commits to look into: name them as origin/main..HEAD";
  EXPECT_EQ(text_of({}), none);
  EXPECT_EQ(text_of({{"GITHUB_BASE_REF", "main"}}), none);  // not on GitHub
  EXPECT_EQ(
      text_of({{"GITLAB_CI", "true"}, {"CI_DEFAULT_BRANCH", "main"}, {"CI_COMMIT_BRANCH", "main"}}),
      none);
}

TEST(CommitRangeOfCi, OfAPushToGitHubStandsInTheEvent) {
  const std::string id(40, 'a');
  const std::string null(40, '0');
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/event.json";
  const auto text_for = [&](const std::string& event, const std::string& branch) {
    directory.write("event.json", event);
    return text_of(
        {{"GITHUB_ACTIONS", "true"}, {"GITHUB_EVENT_PATH", path}, {"GITHUB_REF_NAME", branch}});
  };
  const std::string new_branch =
      R"({"before": ")" + null + R"(", "repository": {"default_branch": "main"}})";
  EXPECT_EQ(text_for(R"({"before": ")" + id + R"("})", "main"), id + "..HEAD");
  EXPECT_EQ(text_for(R"({"merge_group": {"base_sha": ")" + id + R"("}})", "x"), id + "..HEAD");
  EXPECT_EQ(text_for(new_branch, "topic"), "origin/main..HEAD");
  EXPECT_EQ(text_for(new_branch, "main"), "all commits of HEAD");
  EXPECT_EQ(text_for("[]", "main"), "error: is no event of GitHub");
}

}  // namespace
}  // namespace packwarden
