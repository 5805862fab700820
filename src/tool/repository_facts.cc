#include "tool/repository_facts.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/json.h"
#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/posix_path.h"
#include "source/file_reader.h"
#include "tool/git_repository.h"
#include "tool/hook_managers.h"
#include "tool/workflow.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;
constexpr std::size_t kMostWorkflows = 500;

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

void find_hooks(const std::string& directory, RepositoryFacts& out) {
  const auto repository = repository_at(directory);
  if (!repository) {
    out.notes.emplace_back("Git knows no repository here: nothing is known of hooks.");
    return;
  }
  out.top = repository->top;
  const std::string& hooks = repository->hooks;
  out.git.hooks = shown(hooks, out.top);
  for (const char* name : {"/pre-commit", "/pre-push"}) {
    add_hook_file(hooks + name, out.top, out.git);
    if (!hooks.ends_with("/.husky/_")) continue;
    if (access((hooks + name).c_str(), X_OK) != 0) continue;
    add_husky_file(hooks.substr(0, hooks.size() - 2) + name, out.top, out.git);
  }
  out.git.configured = repository->configured_commands;
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
  find_hooks(directory, out);
  const auto tree = DiskTree::open(out.top);
  if (!tree) return out;
  add_workflows(**tree, out);
  for (const std::string& file : ci_files()) add_file(**tree, file, out.ci, out.notes);
  for (const char* file : {".husky/pre-commit", ".husky/pre-push"}) {
    add_file(**tree, file, out.git.settings, out.notes);
  }
  for (const std::string& file : files_of_hook_managers()) {
    add_file(**tree, file, out.git.settings, out.notes);
  }
  add_fields(**tree, out.git);
  return out;
}

}  // namespace packwarden
