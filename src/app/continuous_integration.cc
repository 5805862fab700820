#include "app/continuous_integration.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/environment.h"

namespace packwarden {
namespace {

/// What the services document that they set in each run; most set `CI` as well.
constexpr std::array kMarks = {"CI",
                               "APPVEYOR",                // AppVeyor
                               "BITBUCKET_BUILD_NUMBER",  // Bitbucket Pipelines
                               "BUILDKITE",               // Buildkite
                               "CIRCLECI",                // CircleCI
                               "CODEBUILD_BUILD_ID",      // AWS CodeBuild
                               "DRONE",                   // Drone
                               "GITHUB_ACTIONS",          // GitHub Actions
                               "GITLAB_CI",               // GitLab
                               "JENKINS_URL",             // Jenkins
                               "TEAMCITY_VERSION",        // TeamCity
                               "TF_BUILD",                // Azure Pipelines
                               "TRAVIS"};                 // Travis CI

bool is_set(const char* name) {
  const std::string text = environment_variable(name);
  return !text.empty() && text != "false" && text != "0";
}

}  // namespace

bool is_ci() { return std::any_of(kMarks.begin(), kMarks.end(), is_set); }

std::vector<std::string_view> environment_of_ci() {
  if (!is_ci()) return {};
  std::vector<std::string_view> out;
  for (char** variable = environ; *variable != nullptr; ++variable) out.emplace_back(*variable);
  std::sort(out.begin(), out.end());  // the report does not depend on their order
  return out;
}

}  // namespace packwarden
