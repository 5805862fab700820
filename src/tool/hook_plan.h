#pragma once

#include <string>
#include <vector>

#include "tool/git_repository.h"
#include "tool/hook_script.h"
#include "tool/planned_files.h"

namespace packwarden {

/// What packwarden leaves to a person.
struct ManualStep {
  std::string why;    // a sentence for people, printable
  std::string lines;  // to add, as they are
};

/// What is to be done so that git calls packwarden, or no longer does.
struct HookPlan {
  std::vector<PlannedFile> files;
  /// Arguments of `git config --local`, one list for each call.
  std::vector<std::vector<std::string>> settings;
  std::vector<std::string> notes;  // sentences for people, printable
  std::vector<ManualStep> by_hand;
};

/// So that git calls packwarden at each of `hooks`. What others put there stays.
[[nodiscard]] Result<HookPlan> plan_of_install(const GitRepository& repository,
                                               const std::vector<GitHook>& hooks);

/// So that it does not: what `plan_of_install` ever added goes, and nothing else.
[[nodiscard]] Result<HookPlan> plan_of_uninstall(const GitRepository& repository,
                                                 const std::vector<GitHook>& hooks);

/// Lists the steps on standard error, and shows diff, settings and lines on standard output.
[[nodiscard]] Result<void> show_plan(const HookPlan& plan);

/// Takes the steps.
[[nodiscard]] Result<void> carry_out(const HookPlan& plan);

}  // namespace packwarden
