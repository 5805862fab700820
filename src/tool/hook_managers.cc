#include "tool/hook_managers.h"

#include <unistd.h>

#include <array>

#include "base/json.h"
#include "npm/directory.h"
#include "npm/posix_path.h"
#include "tool/command_text.h"
#include "tool/planned_files.h"

namespace packwarden {
namespace {

constexpr std::string_view kLefthook = "lefthook";
constexpr std::string_view kPreCommit = "pre-commit";
constexpr std::string_view kSimpleGitHooks = "simple-git-hooks";
constexpr std::string_view kLintStaged = "lint-staged";

/// A file, or a member of package.json, by which a manager is known.
struct Mark {
  std::string_view manager;
  std::string_view name;  // of a file; that of lefthook stands for several
};

constexpr std::array kFiles = {
    Mark{kLefthook, "lefthook.yml"},
    Mark{kLefthook, "lefthook.yaml"},
    Mark{kLefthook, "lefthook.toml"},
    Mark{kLefthook, "lefthook.json"},
    Mark{kLefthook, ".lefthook.yml"},
    Mark{kLefthook, ".lefthook.yaml"},
    Mark{kLefthook, ".lefthook.toml"},
    Mark{kLefthook, ".lefthook.json"},
    Mark{kLefthook, ".config/lefthook.yml"},
    Mark{kLefthook, ".config/lefthook.yaml"},
    Mark{kLefthook, ".config/lefthook.toml"},
    Mark{kLefthook, ".config/lefthook.json"},
    Mark{kPreCommit, ".pre-commit-config.yaml"},
    Mark{kPreCommit, ".pre-commit-config.yml"},
    Mark{kSimpleGitHooks, ".simple-git-hooks.json"},
    Mark{kSimpleGitHooks, ".simple-git-hooks.js"},
    Mark{kSimpleGitHooks, ".simple-git-hooks.cjs"},
    Mark{kSimpleGitHooks, ".simple-git-hooks.mjs"},
    Mark{kSimpleGitHooks, "simple-git-hooks.json"},
    Mark{kSimpleGitHooks, "simple-git-hooks.js"},
    Mark{kSimpleGitHooks, "simple-git-hooks.cjs"},
    Mark{kSimpleGitHooks, "simple-git-hooks.mjs"},
    Mark{kLintStaged, ".lintstagedrc"},
    Mark{kLintStaged, ".lintstagedrc.json"},
    Mark{kLintStaged, ".lintstagedrc.yaml"},
    Mark{kLintStaged, ".lintstagedrc.yml"},
    Mark{kLintStaged, ".lintstagedrc.js"},
    Mark{kLintStaged, ".lintstagedrc.mjs"},
    Mark{kLintStaged, ".lintstagedrc.cjs"},
    Mark{kLintStaged, ".lintstagedrc.ts"},
    Mark{kLintStaged, "lint-staged.config.js"},
    Mark{kLintStaged, "lint-staged.config.mjs"},
    Mark{kLintStaged, "lint-staged.config.cjs"},
    Mark{kLintStaged, "lint-staged.config.ts"},
};

bool has_member(const std::string& top, std::string_view key) {
  return manifest_at(top).find(key) != nullptr;
}

std::string in_package_json(std::string_view key) {
  return "\"" + std::string(key) + "\" in package.json";
}

std::string lines_of_lefthook(GitHook hook, const std::string& program) {
  const bool is_push = hook == GitHook::pre_push;
  const std::string command = is_push ? " range --pre-push {1}\n      use_stdin: true" : " staged";
  return std::string(name_of(hook)) + ":\n  commands:\n    packwarden:\n      run: " + program +
         command + "\n";
}

/// pre-commit tells its hooks of a push in variables, and not on standard input.
std::string lines_of_pre_commit(GitHook hook, const std::string& program) {
  const bool is_push = hook == GitHook::pre_push;
  const std::string entry =
      is_push ? "sh -c 'exec " + program + " range \"$PRE_COMMIT_FROM_REF..$PRE_COMMIT_TO_REF\"'"
              : program + " staged";
  return "  - repo: local\n"
         "    hooks:\n"
         "      - id: packwarden" +
         std::string(is_push ? "-push" : "") +
         "\n"
         "        name: packwarden\n"
         "        entry: " +
         entry +
         "\n"
         "        language: system\n"
         "        pass_filenames: false\n"
         "        always_run: true\n" +
         (is_push ? "        stages: [pre-push]\n" : "");
}

std::string lines_of_simple_git_hooks(GitHook hook, const std::string& program) {
  const std::string command = program + " " + arguments_for(hook);
  return "\"simple-git-hooks\": {\n  " + to_text(Json(std::string(name_of(hook))), -1) + ": " +
         to_text(Json(command), -1) + "\n}\n";
}

/// What tells the manager which hooks to write.
std::string configuration_of(const HookManager& manager, const std::string& top,
                             const Json& manifest) {
  if (manager.file == "package.json") {
    const Json* hooks = manifest.find(kSimpleGitHooks);
    return hooks == nullptr ? std::string() : to_text(*hooks, 2);
  }
  return text_of_file(join_paths(top, manager.file)).value_or(std::nullopt).value_or("");
}

}  // namespace

std::vector<std::string> files_of_hook_managers() {
  std::vector<std::string> out;
  for (const Mark& mark : kFiles) out.emplace_back(mark.name);
  return out;
}

bool calls_packwarden(const HookManager& manager, const std::string& top) {
  const Json manifest = manifest_at(top);
  return calls_packwarden(with_scripts(configuration_of(manager, top, manifest), manifest));
}

std::optional<HookManager> hook_manager_at(const std::string& top) {
  for (const Mark& mark : kFiles) {
    const std::string name(mark.name);
    if (mark.manager == kLintStaged || !is_there(join_paths(top, name))) continue;
    return HookManager{mark.manager, name};
  }
  if (!has_member(top, kSimpleGitHooks)) return std::nullopt;
  return HookManager{kSimpleGitHooks, "package.json"};
}

std::optional<std::string> lint_staged_at(const std::string& top) {
  for (const Mark& mark : kFiles) {
    const std::string name(mark.name);
    if (mark.manager == kLintStaged && is_there(join_paths(top, name))) return name;
  }
  if (!has_member(top, kLintStaged)) return std::nullopt;
  return in_package_json(kLintStaged);
}

std::string program_at(const std::string& top) {
  const std::string installed = "node_modules/.bin/packwarden";
  return ::access(join_paths(top, installed).c_str(), X_OK) == 0 ? installed : "packwarden";
}

std::string lines_for(const HookManager& manager, GitHook hook, const std::string& program) {
  if (manager.name == kLefthook) return lines_of_lefthook(hook, program);
  if (manager.name == kPreCommit) return lines_of_pre_commit(hook, program);
  return lines_of_simple_git_hooks(hook, program);
}

std::string lines_for_lint_staged(const std::string& program) {
  return "\"lint-staged\": {\n  \"*\": " + to_text(Json(program + " staged --"), -1) + "\n}\n";
}

}  // namespace packwarden
