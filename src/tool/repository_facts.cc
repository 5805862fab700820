#include "tool/repository_facts.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/json.h"
#include "base/split.h"
#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/posix_path.h"
#include "source/file_reader.h"
#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;
constexpr std::uint64_t kMostAnswerBytes = std::uint64_t{64} << 10U;
constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kMostWorkflows = 500;

constexpr std::array<std::string_view, 9> kCiFiles = {
    ".gitlab-ci.yml",      "bitbucket-pipelines.yml",
    "azure-pipelines.yml", ".circleci/config.yml",
    "Jenkinsfile",         ".travis.yml",
    ".drone.yml",          ".buildkite/pipeline.yml",
    ".woodpecker.yml"};

constexpr std::array<std::string_view, 18> kHookSettings = {
    ".husky/pre-commit",      ".husky/pre-push",         "lefthook.yml",
    "lefthook.yaml",          ".lefthook.yml",           "lefthook.json",
    "lefthook.toml",          ".pre-commit-config.yaml", ".pre-commit-config.yml",
    ".lintstagedrc",          ".lintstagedrc.json",      ".lintstagedrc.yml",
    ".lintstagedrc.yaml",     "lint-staged.config.js",   "lint-staged.config.mjs",
    "lint-staged.config.cjs", ".simple-git-hooks.json",  ".simple-git-hooks.cjs"};

constexpr std::array<std::string_view, 2> kHookFields = {"lint-staged", "simple-git-hooks"};

/// What git answers to `arguments`; "" where it does not.
std::string answer_of(const Descriptor& directory, std::vector<std::string> arguments) {
  auto git = GitProcess::start(std::move(arguments), GitPlace::directory, &directory);
  if (!git) return "";
  return git->answer("", kMostAnswerBytes, kPatience).value_or("");
}

/// The value that counts of `git config -z --show-scope --get-all`: the last but that of the
/// command line, by which packwarden keeps git from running hooks.
std::string configured_path(std::string_view answer) {
  std::string out;
  while (!answer.empty()) {
    const std::size_t scope = std::min(answer.find('\0'), answer.size());
    const std::size_t value =
        std::min(answer.find('\0', std::min(scope + 1, answer.size())), answer.size());
    const bool is_ours = answer.substr(0, scope) == "command";
    if (!is_ours && scope + 1 < answer.size()) out = answer.substr(scope + 1, value - scope - 1);
    answer.remove_prefix(std::min(value + 1, answer.size()));
  }
  return out;
}

/// `path` as people know it: beneath `top` relative to that.
std::string shown(const std::string& path, const std::string& top) {
  return path.starts_with(top + "/") ? path.substr(top.size() + 1) : path;
}

/// Git runs those alone that can be run.
void add_hook_file(const std::string& path, const std::string& top, GitFacts& out) {
  if (access(path.c_str(), X_OK) != 0) return;
  const FileBytes text = FileReader(kMostBytes).read(AT_FDCWD, path, Links::follow, path);
  if (text) out.hook_files.push_back({shown(path, top), *text});
}

/// What husky's own hooks call, which need no mode.
void add_husky_file(const std::string& path, const std::string& top, GitFacts& out) {
  const FileBytes text = FileReader(kMostBytes).read(AT_FDCWD, path, Links::refuse, path);
  if (text) out.hook_files.push_back({shown(path, top), *text});
}

void find_hooks(const Descriptor& directory, RepositoryFacts& out) {
  const std::vector<std::string> places = lines_of(answer_of(
      directory, {"rev-parse", "--path-format=absolute", "--show-toplevel", "--git-common-dir"}));
  if (places.size() != 2) {
    out.notes.emplace_back("Git knows no repository here: nothing is known of hooks.");
    return;
  }
  out.top = places[0];
  const std::string configured = configured_path(answer_of(
      directory, {"config", "-z", "--show-scope", "--type=path", "--get-all", "core.hooksPath"}));
  std::string hooks = places[1] + "/hooks";
  if (!configured.empty()) {
    hooks = configured.starts_with('/') ? configured : join_paths(out.top, configured);
  }
  while (hooks.size() > 1 && hooks.ends_with('/')) hooks.pop_back();
  out.git.hooks = shown(hooks, out.top);
  for (const char* name : {"/pre-commit", "/pre-push"}) {
    add_hook_file(hooks + name, out.top, out.git);
    if (!hooks.ends_with("/.husky/_")) continue;
    if (access((hooks + name).c_str(), X_OK) != 0) continue;
    add_husky_file(hooks.substr(0, hooks.size() - 2) + name, out.top, out.git);
  }
  out.git.configured = answer_of(directory, {"config", "--get-regexp", "^hook\\..*\\.command$"});
}

/// Appends the file at `path` in the repository, if it is there.
void add_file(const FileTree& tree, const std::string& path, std::vector<NamedText>& texts,
              std::vector<std::string>& notes) {
  Result<std::string> text = tree.read(path, kMostBytes);
  if (text) {
    texts.push_back({path, *std::move(text)});
  } else if (!is_missing(text.error()) && tree.lstat(path)) {
    notes.push_back("Not read: " + path + ": " + text.error().what + ".");
  }
}

void add_workflows(const FileTree& tree, RepositoryFacts& out) {
  const std::string directory = ".github/workflows";
  const auto entries = tree.list(directory);
  if (!entries) return;
  std::size_t count = 0;
  for (const DirectoryEntry& entry : *entries) {
    if (!entry.name.ends_with(".yml") && !entry.name.ends_with(".yaml")) continue;
    if (++count > kMostWorkflows) {
      out.notes.push_back("Not read: more than 500 workflows in " + directory + ".");
      return;
    }
    add_file(tree, directory + "/" + entry.name, out.ci, out.notes);
  }
}

/// Settings of hooks in package.json.
void add_fields(const FileTree& tree, GitFacts& out) {
  const std::optional<Json> manifest = package_json_in(tree);
  if (!manifest) return;
  for (const std::string_view field : kHookFields) {
    const Json* value = manifest->find(field);
    if (value == nullptr) continue;
    out.settings.push_back({"package.json: " + std::string(field), to_text(*value, 2)});
  }
}

}  // namespace

RepositoryFacts repository_facts(const std::string& directory) {
  RepositoryFacts out;
  out.top = directory;
  const auto opened = open_directory(AT_FDCWD, directory, Links::follow, directory);
  if (opened) find_hooks(*opened, out);
  const auto tree = DiskTree::open(out.top);
  if (!tree) return out;
  add_workflows(**tree, out);
  for (const std::string_view file : kCiFiles) {
    add_file(**tree, std::string(file), out.ci, out.notes);
  }
  for (const std::string_view file : kHookSettings) {
    add_file(**tree, std::string(file), out.git.settings, out.notes);
  }
  add_fields(**tree, out.git);
  return out;
}

}  // namespace packwarden
