#include "tool/workflow.h"

#include <algorithm>
#include <array>

#include "base/shell_word.h"
#include "npm/directory.h"
#include "npm/posix_path.h"
#include "tool/command_text.h"

namespace packwarden {
namespace {

/// How a package manager installs by its lockfile without running scripts, and packs.
struct ManagerCommands {
  PackageManager manager;
  std::string_view install;
  std::string_view pack;  // into the directory $packed
};

constexpr std::array kCommands = {
    ManagerCommands{PackageManager::npm, "npm ci --ignore-scripts",
                    "npm pack --pack-destination \"$packed\""},
    ManagerCommands{PackageManager::pnpm,
                    "corepack enable && pnpm install --frozen-lockfile --ignore-scripts",
                    "pnpm pack --pack-destination \"$packed\""},
    ManagerCommands{PackageManager::yarn_classic, "yarn install --frozen-lockfile --ignore-scripts",
                    "yarn pack --filename \"$packed/package.tgz\""},
    ManagerCommands{PackageManager::yarn,
                    "corepack enable && yarn install --immutable --mode=skip-build",
                    "yarn pack --out \"$packed/package.tgz\""},
    ManagerCommands{
        PackageManager::bun,
        "npm install --global bun@1.4.5 && bun install --frozen-lockfile --ignore-scripts",
        "bun pm pack --destination \"$packed\""},
};

const ManagerCommands& commands_of(PackageManager manager) {
  for (const ManagerCommands& commands : kCommands) {
    if (commands.manager == manager) return commands;
  }
  return kCommands.front();
}

constexpr std::string_view kProgram = "node_modules/.bin/packwarden";

/// Commands of a shell, one a line, each behind `indent`: for what would be published.
std::string package_commands(const ScriptPlan& scripts, const std::string& indent) {
  std::string out;
  if (!scripts.below.empty()) {
    if (!scripts.has_workspaces && is_plain_shell_word(scripts.below)) {
      return indent + std::string(kProgram) + " audit " + scripts.below + "\n";
    }
  } else if (scripts.is_published) {
    out += indent + "packed=$(mktemp -d)\n";
    out += indent + std::string(commands_of(scripts.manager).pack) + "\n";
    out += indent + std::string(kProgram) + " audit \"$packed\"/*.tgz\n";
  }
  if (scripts.has_workspaces) out += indent + std::string(kProgram) + " audit --workspaces\n";
  return out;
}

std::string github_workflow(const ScriptPlan& scripts) {
  const ManagerCommands& commands = commands_of(scripts.manager);
  std::string out = R"(name: packwarden
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  packwarden:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0 # a range needs the commits that it begins with
          persist-credentials: false
)";
  out += "      - run: " + std::string(commands.install) + "\n";
  out += "      # The secrets in what the commits of this run add.\n";
  out += "      - run: " + std::string(kProgram) + " range\n";
  const std::string packing = package_commands(scripts, "          ");
  if (packing.empty()) return out;
  out += "      # What would be published. What is built has to be built before.\n";
  return out + "      - run: |\n" + packing;
}

std::string gitlab_job(const ScriptPlan& scripts) {
  const ManagerCommands& commands = commands_of(scripts.manager);
  std::string out = R"(packwarden:
  image: node:22.21.1
  stage: test
  variables:
    GIT_DEPTH: "0" # a range needs the commits that it begins with
  script:
)";
  out += "    - " + std::string(commands.install) + "\n";
  out += "    - " + std::string(kProgram) + " range\n";
  return out + package_commands(scripts, "    - ");
}

constexpr const char* kOfGitlab = ".gitlab-ci.yml";

/// A service whose configuration is shown and not written.
struct OtherService {
  const char* file;
  std::string_view name;
};

constexpr std::array kOthers = {
    OtherService{"bitbucket-pipelines.yml", "Bitbucket Pipelines"},
    OtherService{"azure-pipelines.yml", "Azure Pipelines"},
    OtherService{".circleci/config.yml", "CircleCI"},
    OtherService{"Jenkinsfile", "Jenkins"},
    OtherService{".travis.yml", "Travis CI"},
    OtherService{".drone.yml", "Drone"},
    OtherService{".buildkite/pipeline.yml", "Buildkite"},
    OtherService{".woodpecker.yml", "Woodpecker"},
};

void plan_github(const std::string& top, const ScriptPlan& scripts, WorkflowPlan& out) {
  const std::string shown = ".github/workflows/packwarden.yml";
  if (is_there(join_paths(top, shown))) {
    out.notes.push_back(shown + " is there already");
    return;
  }
  out.file = {join_paths(top, shown), {shown, std::nullopt, github_workflow(scripts)}};
}

void plan_gitlab(const std::string& top, const ScriptPlan& scripts, WorkflowPlan& out) {
  const std::string shown = kOfGitlab;
  const std::string path = join_paths(top, shown);
  if (!is_there(join_paths(top, shown))) {
    out.file = {path, {shown, std::nullopt, gitlab_job(scripts)}};
    return;
  }
  const std::string text = text_of_file(path).value_or(std::nullopt).value_or("");
  if (calls_packwarden(with_scripts(text, manifest_at(top)))) {
    out.notes.push_back(shown + " speaks of packwarden already");
  } else {
    out.by_hand.push_back({"add this job to " + shown + ":", gitlab_job(scripts)});
  }
}

std::string commands_for_others(const ScriptPlan& scripts) {
  const ManagerCommands& commands = commands_of(scripts.manager);
  return std::string(commands.install) + "\n" + std::string(kProgram) + " range\n" +
         package_commands(scripts, "");
}

}  // namespace

std::vector<std::string> ci_files() {
  std::vector<std::string> out = {kOfGitlab};
  for (const OtherService& service : kOthers) out.emplace_back(service.file);
  return out;
}

WorkflowPlan plan_of_workflow(const std::string& top, const std::string& remote,
                              const ScriptPlan& scripts) {
  WorkflowPlan out;
  for (const OtherService& service : kOthers) {
    if (!is_there(join_paths(top, service.file))) continue;
    out.by_hand.push_back({"for " + std::string(service.name) + ", add these commands to " +
                               service.file + ", in a clone that is not shallow:",
                           commands_for_others(scripts)});
  }
  const bool has_directory = is_there(join_paths(top, ".github"));
  const bool is_github = has_directory || remote.find("github") != std::string::npos;
  const bool is_gitlab =
      is_there(join_paths(top, kOfGitlab)) || remote.find("gitlab") != std::string::npos;
  if (is_github && (has_directory || !is_gitlab)) plan_github(top, scripts, out);
  if (is_gitlab) plan_gitlab(top, scripts, out);
  if (!is_github && !is_gitlab && out.by_hand.empty()) {
    out.notes.emplace_back(
        "nothing tells which service of continuous integration is used, so none is set up");
  }
  return out;
}

}  // namespace packwarden
