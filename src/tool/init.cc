#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "app/output.h"
#include "npm/posix_path.h"
#include "report/page.h"
#include "tool/hook_managers.h"
#include "tool/hook_plan.h"
#include "tool/npm_scripts.h"
#include "tool/rows.h"
#include "tool/workflow.h"

namespace packwarden {
namespace {

struct Texts {
  bool write = false;
  bool yes = false;
};

std::string current_directory() { return without_links("."); }

/// How people know the package.json: from the top of the work tree.
std::string shown_manifest(const std::string& directory, const std::string& top) {
  const std::string path = join_paths(directory, "package.json");
  const bool is_below = !top.empty() && path.starts_with(top + "/");
  return is_below ? path.substr(top.size() + 1) : "package.json";
}

std::string remote_here() {
  auto address = local_git_config({"--get", "remote.origin.url"});
  return address ? *std::move(address) : std::string();
}

std::string install_hint(PackageManager manager) {
  switch (manager) {
    case PackageManager::npm:
      return "npm install --save-dev packwarden";
    case PackageManager::pnpm:
      return "pnpm add --save-dev packwarden";
    case PackageManager::yarn_classic:
    case PackageManager::yarn:
      return "yarn add --dev packwarden";
    case PackageManager::bun:
      return "bun add --dev packwarden";
  }
  return {};
}

void take_over(ScriptPlan scripts, HookPlan& out) {
  if (scripts.file) out.files.push_back(*std::move(scripts.file));
  for (std::string& note : scripts.notes) out.notes.push_back(std::move(note));
}

void take_over(WorkflowPlan workflow, HookPlan& out) {
  if (workflow.file) out.files.push_back(*std::move(workflow.file));
  for (ManualStep& step : workflow.by_hand) out.by_hand.push_back(std::move(step));
  for (std::string& note : workflow.notes) out.notes.push_back(std::move(note));
}

/// The workflow is one of the whole repository: it runs at the top.
void place_below(const std::string& top, const std::string& here, ScriptPlan& scripts) {
  if (!here.starts_with(top + "/")) return;
  scripts.below = here.substr(top.size() + 1);
  scripts.has_workspaces = manifest_at(top).find("workspaces") != nullptr;
}

Result<HookPlan> plan_of_all() {
  const Result<GitRepository> repository = repository_here();
  const std::string here = current_directory();
  HookPlan out;
  if (repository) {
    TRY_ASSIGN(out, plan_of_install(*repository, {GitHook::pre_commit}));
  } else {
    out.notes.push_back("no git hook and no workflow: " + printable(repository.error().what));
  }
  TRY_ASSIGN(ScriptPlan scripts,
             plan_of_scripts(here, shown_manifest(here, repository ? repository->top : "")));
  if (program_at(here) == "packwarden" && ::access("package.json", F_OK) == 0) {
    out.notes.push_back("to have it in this project: " + install_hint(scripts.manager));
  }
  if (repository) place_below(repository->top, here, scripts);
  WorkflowPlan workflow;
  if (repository) workflow = plan_of_workflow(repository->top, remote_here(), scripts);
  take_over(std::move(scripts), out);
  take_over(std::move(workflow), out);
  return out;
}

Result<ExitStatus> init(const Texts& texts) {
  if (texts.write) TRY(check_may_write(texts.yes ? Consent::given : Consent::not_given));
  TRY_ASSIGN(const HookPlan plan, plan_of_all());
  TRY(show_plan(plan));
  if (plan.files.empty() && plan.settings.empty()) {
    if (plan.by_hand.empty()) say("there is nothing to do");
  } else if (texts.write) {
    TRY(carry_out(plan));
  } else {
    say("nothing is written without --write");
  }
  const bool is_left = texts.write && !plan.by_hand.empty();
  return is_left ? ExitStatus::findings : ExitStatus::clean;
}

}  // namespace

Action add_init(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_flag("--write", texts->write, "Write the files that are shown");
  app.add_flag("--yes", texts->yes, "Write them in continuous integration, too");
  return [texts] { return init(*texts); };
}

}  // namespace packwarden
