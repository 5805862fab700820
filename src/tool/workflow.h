#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tool/hook_plan.h"
#include "tool/npm_scripts.h"

namespace packwarden {

/// What a service of continuous integration is to run.
struct WorkflowPlan {
  std::optional<PlannedFile> file;
  std::vector<ManualStep> by_hand;
  std::vector<std::string> notes;  // sentences for people
};

/// The files that tell services what to run, seen from the top of a work tree; those of GitHub are
/// a directory's.
[[nodiscard]] std::vector<std::string> ci_files();

/// For the service that the work tree at `top` is set up for, or else that `remote`, the address of
/// its remote, speaks of. A file that is there is never changed: YAML has no edits that keep it as
/// it is, and lines to add are shown. `scripts` is of the package at the top.
[[nodiscard]] WorkflowPlan plan_of_workflow(const std::string& top, const std::string& remote,
                                            const ScriptPlan& scripts);

}  // namespace packwarden
