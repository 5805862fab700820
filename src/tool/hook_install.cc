#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "tool/hook_plan.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

struct Texts {
  std::vector<std::string> hooks;
  bool write = false;
  bool yes = false;
};

std::vector<GitHook> hooks_of(const Texts& texts, std::vector<GitHook> otherwise) {
  std::vector<GitHook> out;
  for (const GitHook hook : kGitHooks) {
    const bool is_named =
        std::find(texts.hooks.begin(), texts.hooks.end(), name_of(hook)) != texts.hooks.end();
    if (is_named) out.push_back(hook);
  }
  return out.empty() ? std::move(otherwise) : out;
}

bool changes_something(const HookPlan& plan) {
  return !plan.files.empty() || !plan.settings.empty();
}

/// Shows the plan, and carries it out where that was asked for. What is left to a person is not
/// done: status 1.
Result<ExitStatus> finish(const HookPlan& plan, const Texts& texts, std::string_view nothing) {
  TRY(show_plan(plan));
  if (!changes_something(plan)) {
    if (plan.by_hand.empty()) say(nothing);
  } else if (!texts.write) {
    say("nothing is written without --write");
  } else {
    TRY(carry_out(plan));
  }
  const bool is_left = texts.write && !plan.by_hand.empty();
  return is_left ? ExitStatus::findings : ExitStatus::clean;
}

Result<void> check_consent(const Texts& texts) {
  if (!texts.write) return {};
  return check_may_write(texts.yes ? Consent::given : Consent::not_given);
}

Result<ExitStatus> install(const Texts& texts) {
  TRY(check_consent(texts));
  TRY_ASSIGN(const GitRepository repository, repository_here());
  TRY_ASSIGN(const HookPlan plan,
             plan_of_install(repository, hooks_of(texts, {GitHook::pre_commit})));
  return finish(plan, texts, "there is nothing to do");
}

Result<ExitStatus> uninstall(const Texts& texts) {
  TRY(check_consent(texts));
  TRY_ASSIGN(const GitRepository repository, repository_here());
  TRY_ASSIGN(const HookPlan plan,
             plan_of_uninstall(repository, hooks_of(texts, {kGitHooks.begin(), kGitHooks.end()})));
  return finish(plan, texts, "no hook of this repository calls packwarden");
}

std::shared_ptr<Texts> add_texts(CLI::App& app, const std::string& about) {
  auto texts = std::make_shared<Texts>();
  app.add_option("HOOK", texts->hooks, about)->check(CLI::IsMember({"pre-commit", "pre-push"}));
  app.add_flag("--write", texts->write, "Make the changes that are shown");
  app.add_flag("--yes", texts->yes, "Make them in continuous integration, too");
  return texts;
}

}  // namespace

Action add_hook_install(CLI::App& app) {
  const auto texts = add_texts(app, "pre-commit, pre-push or both [pre-commit]");
  return [texts] { return install(*texts); };
}

Action add_hook_uninstall(CLI::App& app) {
  const auto texts = add_texts(app, "pre-commit or pre-push [both]");
  return [texts] { return uninstall(*texts); };
}

}  // namespace packwarden
