#include "tool/hook_plan.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/output.h"
#include "npm/posix_path.h"
#include "report/page.h"
#include "tool/hook_managers.h"

namespace packwarden {
namespace {

/// Whether `path` is `directory` or below it.
bool is_within(const std::string& path, const std::string& directory) {
  return path == directory || path.starts_with(directory + "/");
}

std::string shown_path(const std::string& path, const GitRepository& repository) {
  return is_within(path, repository.top) ? path.substr(repository.top.size() + 1) : path;
}

bool is_directory(const std::string& path) {
  struct stat facts = {};
  return ::stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

bool is_link(const std::string& path) {
  struct stat facts = {};
  return ::lstat(path.c_str(), &facts) == 0 && S_ISLNK(facts.st_mode);
}

/// The script for `hook` that somebody calls.
struct ScriptPlace {
  std::string path;
  bool is_of_husky = false;  // which calls what is not executable, too
};

std::string husky_directory(const GitRepository& repository) {
  return join_paths(repository.top, ".husky");
}

bool uses_husky(const GitRepository& repository) {
  const std::string husky = husky_directory(repository);
  if (repository.hooks_origin == HooksPathOrigin::nobody) return is_directory(husky);
  const std::string hooks = without_links(repository.hooks);
  return hooks == husky || hooks == join_paths(husky, "_");
}

ScriptPlace script_place(const GitRepository& repository, GitHook hook) {
  const bool is_of_husky = uses_husky(repository);
  const std::string& directory = is_of_husky ? husky_directory(repository) : repository.hooks;
  return {join_paths(directory, name_of(hook)), is_of_husky};
}

/// "" where hooks may be written below `directory`. A link in the repository must not lead to files
/// of others; a path outside of it that its own configuration names is meant.
std::string why_not_below(const std::string& directory, const GitRepository& repository) {
  if (repository.hooks_origin == HooksPathOrigin::elsewhere) {
    return "core.hooksPath of the user or the machine, which all repositories share, names it";
  }
  std::string existing = directory;
  while (!is_directory(existing) && existing != "/") {
    if (is_link(existing)) return "a link leads there, and to no directory";
    struct stat facts = {};
    if (::lstat(existing.c_str(), &facts) == 0) return "it is no directory: hooks are switched off";
    existing = directory_name(existing);
  }
  const std::string real = without_links(existing);
  const bool is_inside =
      is_within(real, repository.top) || is_within(real, repository.common_directory);
  if (is_inside) return {};
  if (repository.hooks_origin == HooksPathOrigin::repository && real == existing) return {};
  return "a link leads out of the repository";
}

class InstallPlan {
 public:
  explicit InstallPlan(const GitRepository& repository)
      : repository_(repository),
        program_(program_at(repository.top)),
        manifest_(manifest_at(repository.top)) {}

  [[nodiscard]] Result<void> add(GitHook hook) {
    if (repository_.has_configured_hooks) return add_settings(hook);
    const bool is_of_husky =
        uses_husky(repository_) && repository_.hooks_origin == HooksPathOrigin::repository;
    const auto manager = hook_manager_at(repository_.top);
    if (manager && !is_of_husky) {
      leave_to(*manager, hook);
      return {};
    }
    return add_script(script_place(repository_, hook), hook);
  }

  [[nodiscard]] HookPlan take() {
    if (const auto lint_staged = lint_staged_at(repository_.top)) {
      plan_.notes.push_back("lint-staged is set up (" + *lint_staged +
                            "); in place of a hook it can call packwarden itself: \"*\": \"" +
                            program_ + " staged --\"");
    }
    return std::move(plan_);
  }

 private:
  void leave_to(const HookManager& manager, GitHook hook) {
    if (calls_packwarden(manager, repository_.top)) {
      plan_.notes.push_back(manager.file + " calls packwarden already");
      return;
    }
    plan_.by_hand.push_back({"hooks are written by " + std::string(manager.name) + " (" +
                                 manager.file + "), so add this to its configuration:",
                             lines_for(manager, hook, program_)});
  }

  void leave_alone(const std::string& where, const std::string& why, GitHook hook) {
    const std::string place = hook == GitHook::pre_push ? ", where nothing has read its input yet:"
                                                        : ", where it is always reached:";
    plan_.by_hand.push_back({printable(where) + " " + why + ". Add this line to it" + place,
                             program_ + " " + arguments_for(hook) + " || exit $?\n"});
  }

  [[nodiscard]] Result<void> add_script(const ScriptPlace& place, GitHook hook) {
    const std::string shown = shown_path(place.path, repository_);
    const std::string why = why_not_below(std::string(directory_name(place.path)), repository_);
    if (!why.empty()) {
      leave_alone(shown, "is not written: " + why, hook);
      return {};
    }
    if (is_link(place.path)) {
      leave_alone(shown, "is a link, and is left alone", hook);
      return {};
    }
    TRY_ASSIGN(std::optional<std::string> text, text_of_file(place.path));
    note_husky(place);
    if (!text) {
      plan_.files.push_back(
          {place.path, {shown, std::nullopt, hook_file(hook)}, FileStep::write_hook});
      return {};
    }
    add_block(place, {shown, std::move(text), {}}, hook);
    return {};
  }

  void add_block(const ScriptPlace& place, FileChangeText change, GitHook hook) {
    Result<std::string> after = with_hook_block(*change.before, hook, manifest_, change.path);
    if (!after) {
      leave_alone(change.path, after.error().what, hook);
    } else if (!place.is_of_husky && ::access(place.path.c_str(), X_OK) != 0) {
      leave_alone(change.path, "is not executable, so git does not run it, and is left alone",
                  hook);
    } else if (*after == *change.before) {
      plan_.notes.push_back(printable(change.path) + " calls packwarden already");
    } else {
      change.after = *std::move(after);
      plan_.files.push_back({place.path, std::move(change), FileStep::write_hook});
    }
  }

  void note_husky(const ScriptPlace& place) {
    if (!place.is_of_husky || repository_.hooks_origin != HooksPathOrigin::nobody) return;
    plan_.notes.emplace_back(
        "git does not call husky's hooks yet: that begins when husky itself has run, as "
        "`npm install` does where the script `prepare` calls it");
  }

  // Of git 2.54 and newer: several commands for one moment, and no file of others is touched.

  [[nodiscard]] Result<void> drop_script(GitHook hook);
  [[nodiscard]] Result<void> add_settings(GitHook hook);

  const GitRepository& repository_;
  std::string program_;
  Json manifest_;
  HookPlan plan_;
};

/// The section of git's configuration: "hook.packwarden".
std::string section_of(GitHook hook) {
  return hook == GitHook::pre_commit ? "hook.packwarden" : "hook.packwarden-pre-push";
}

/// The script that the configuration names. Git never calls it by its name.
std::string configured_script(const GitRepository& repository, GitHook hook) {
  return join_paths(repository.common_directory, "hooks/packwarden-" + std::string(name_of(hook)));
}

/// The value of a setting of this repository; "" where there is none.
std::string setting(const std::string& key) {
  auto value = local_git_config({"--get", key});
  if (!value || value->empty()) return {};
  value->pop_back();
  return *value;
}

/// A script that an older git needed: with git's configuration beside it all would be done twice.
Result<void> InstallPlan::drop_script(GitHook hook) {
  TRY_ASSIGN(const HookPlan old, plan_of_uninstall(repository_, {hook}));
  for (const PlannedFile& file : old.files) {
    if (file.path != configured_script(repository_, hook)) plan_.files.push_back(file);
  }
  return {};
}

Result<void> InstallPlan::add_settings(GitHook hook) {
  TRY(drop_script(hook));
  const std::string path = configured_script(repository_, hook);
  const std::string shown = shown_path(path, repository_);
  TRY_ASSIGN(std::optional<std::string> text, text_of_file(path));
  const std::string script = hook_file(hook);
  bool is_set_up = text == script;
  if (!is_set_up) {
    plan_.files.push_back({path, {shown, std::move(text), script}, FileStep::write_hook});
  }
  // The repository may move, and a linked work tree has no hooks of its own.
  const std::string command = "sh \"$(git rev-parse --git-common-dir)/hooks/packwarden-" +
                              std::string(name_of(hook)) + "\"";
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {section_of(hook) + ".command", command},
      {section_of(hook) + ".event", std::string(name_of(hook))}};
  for (const auto& [key, value] : wanted) {
    if (setting(key) == value) continue;
    is_set_up = false;
    plan_.settings.push_back({"--replace-all", key, value});
  }
  if (is_set_up) plan_.notes.push_back(section_of(hook) + " calls packwarden already");
  return {};
}

class UninstallPlan {
 public:
  explicit UninstallPlan(const GitRepository& repository) : repository_(repository) {}

  [[nodiscard]] Result<void> add(GitHook hook) {
    const std::string name(name_of(hook));
    TRY(take_out(join_paths(husky_directory(repository_), name)));
    if (repository_.hooks_origin != HooksPathOrigin::elsewhere &&
        repository_.hooks != husky_directory(repository_)) {
      TRY(take_out(join_paths(repository_.hooks, name)));
    }
    TRY(take_out(configured_script(repository_, hook)));
    if (!setting(section_of(hook) + ".command").empty()) {
      plan_.settings.push_back({"--remove-section", section_of(hook)});
    }
    return {};
  }

  [[nodiscard]] HookPlan take() { return std::move(plan_); }

 private:
  [[nodiscard]] Result<void> take_out(const std::string& path) {
    if (is_link(path)) return {};  // none that packwarden wrote
    TRY_ASSIGN(std::optional<std::string> before, text_of_file(path));
    if (!before) return {};
    const std::string shown = shown_path(path, repository_);
    TRY_ASSIGN(std::optional<HookWithoutBlock> left, without_hook_block(*before, shown));
    if (!left) return {};
    const FileStep step = left->is_ours ? FileStep::remove : FileStep::write;
    std::string after = left->is_ours ? std::string() : std::move(left->text);
    plan_.files.push_back({path, {shown, std::move(before), std::move(after)}, step});
    return {};
  }

  const GitRepository& repository_;
  HookPlan plan_;
};

/// The call as a person would type it.
std::string command_line(const std::vector<std::string>& arguments) {
  std::string out = "git config --local";
  for (const std::string& argument : arguments) {
    const bool is_plain = argument.find_first_of(" \"$") == std::string::npos;
    out += is_plain ? " " + argument : " '" + argument + "'";
  }
  return out + "\n";
}

}  // namespace

Result<HookPlan> plan_of_install(const GitRepository& repository,
                                 const std::vector<GitHook>& hooks) {
  InstallPlan plan(repository);
  for (const GitHook hook : hooks) TRY(plan.add(hook));
  return plan.take();
}

Result<HookPlan> plan_of_uninstall(const GitRepository& repository,
                                   const std::vector<GitHook>& hooks) {
  UninstallPlan plan(repository);
  for (const GitHook hook : hooks) TRY(plan.add(hook));
  return plan.take();
}

Result<void> show_plan(const HookPlan& plan) {
  TRY(show_files(plan.files));
  std::string commands;
  for (const auto& arguments : plan.settings) commands += command_line(arguments);
  if (!commands.empty()) say("would change the configuration of the repository:");
  TRY(write_all(STDOUT_FILENO, commands, "standard output"));
  for (const std::string& note : plan.notes) say(note);
  for (const ManualStep& step : plan.by_hand) {
    say(step.why);
    TRY(write_all(STDOUT_FILENO, step.lines, "standard output"));
  }
  return {};
}

Result<void> carry_out(const HookPlan& plan) {
  TRY(write_files(plan.files));
  for (const auto& arguments : plan.settings) TRY(local_git_config(arguments));
  if (!plan.settings.empty()) say("changed the configuration of the repository");
  return {};
}

}  // namespace packwarden
