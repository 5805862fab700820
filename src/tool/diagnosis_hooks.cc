#include <algorithm>
#include <array>

#include "base/text.h"
#include "tool/command_text.h"
#include "tool/diagnosis.h"

namespace packwarden {
namespace {

/// Git's name of the moment that a hook file, or what configures one, stands for.
Guarded guarded_by(const NamedText& hook) {
  return hook.where.ends_with("pre-push") ? Guarded::push : Guarded::commit;
}

bool is_guarded(const Diagnosis& diagnosis, Guarded guarded) {
  return std::any_of(diagnosis.guards.begin(), diagnosis.guards.end(),
                     [&](const Guard& guard) { return guard.guarded == guarded; });
}

std::string stopped_by(Guarded guarded) {
  return guarded == Guarded::push ? "stops git push in this clone"
                                  : "stops git commit in this clone";
}

/// A program that writes hooks, or is called by them.
struct HookProgram {
  std::string_view name;
  std::string_view settings;  // part of the name of what configures it
  std::string_view mark;      // stands in the hooks that hand over to it
};

constexpr std::array<HookProgram, 5> kPrograms = {{
    {"lefthook", "lefthook", "lefthook"},
    {"pre-commit", "pre-commit-config", "pre-commit.com"},
    {"simple-git-hooks", "simple-git-hooks", "SIMPLE_GIT_HOOKS"},
    {"lint-staged", "lint-staged", "lint-staged"},
    {"lint-staged", "lintstaged", "lint-staged"},
}};

/// Of hooks that are files of the work tree, those that git does not run.
constexpr HookProgram kHusky = {"husky", ".husky/", ".husky/"};

const HookProgram& program_of(std::string_view settings) {
  for (const HookProgram& program : kPrograms) {
    if (settings.find(program.settings) != std::string_view::npos) return program;
  }
  return kHusky;
}

bool is_hook_file(const GitFacts& git, const std::string& path) {
  return std::any_of(git.hook_files.begin(), git.hook_files.end(),
                     [&](const NamedText& hook) { return hook.where == path; });
}

void add_hook_files(const GitFacts& git, const Json& manifest, Diagnosis& out) {
  for (const NamedText& hook : git.hook_files) {
    const Guarded guarded = guarded_by(hook);
    if (calls_packwarden(with_scripts(hook.text, manifest))) {
      out.guards.push_back({guarded, hook.where, stopped_by(guarded)});
    }
  }
}

/// Settings that call packwarden, and whether a hook of this clone hands over to them.
void add_settings(const GitFacts& git, const Json& manifest, Diagnosis& out) {
  for (const NamedText& settings : git.settings) {
    if (is_hook_file(git, settings.where)) continue;  // said already
    if (!calls_packwarden(with_scripts(settings.text, manifest))) continue;
    const HookProgram& program = program_of(settings.where);
    const auto hook =
        std::find_if(git.hook_files.begin(), git.hook_files.end(), [&](const NamedText& file) {
          return with_scripts(file.text, manifest).find(program.mark) != std::string::npos;
        });
    if (hook != git.hook_files.end()) {
      out.guards.push_back({guarded_by(*hook), settings.where,
                            stopped_by(guarded_by(*hook)) + ", by way of " + hook->where});
      continue;
    }
    out.by_passes.push_back(
        {settings.where,
         "calls packwarden, but no hook of this clone calls " + std::string(program.name),
         "Install the hooks as " + std::string(program.name) + " has it, in each clone."});
  }
}

}  // namespace

void diagnose_hooks(const GitFacts& git, const Json& manifest, Diagnosis& out) {
  add_hook_files(git, manifest, out);
  add_settings(git, manifest, out);
  if (calls_packwarden(git.configured)) {
    out.guards.push_back({Guarded::commit, "git config: hook.*.command",
                          "stops git commit in this clone, with git 2.54 or later"});
  }
  if (!is_guarded(out, Guarded::commit) && !is_guarded(out, Guarded::push)) return;
  out.by_passes.push_back({"git commit --no-verify", "runs no hook",
                           "Run packwarden range in CI: nobody can skip that."});
  out.notes.emplace_back(
      "Hooks are those of this clone: another one has none until they are "
      "installed there.");
}

void diagnose_ci(const std::vector<NamedText>& files, const Json& manifest, Diagnosis& out) {
  const bool has_script = is_guarded(out, Guarded::publish);
  for (const NamedText& file : files) {
    const std::string all = with_scripts(file.text, manifest);
    const std::string publishing = publishing_command(all);
    const bool is_guard = calls_packwarden(all);
    if (is_guard && publishing.empty()) {
      out.guards.push_back({Guarded::ci, file.where, "audits in CI"});
    } else if (is_guard) {
      out.guards.push_back({Guarded::publish, file.where, "audits where CI publishes"});
    }
    if (is_guard && file.text.find("continue-on-error: true") != std::string::npos) {
      out.by_passes.push_back({file.where, "has a step that may fail: continue-on-error",
                               "See that it is not that of packwarden."});
    }
    const bool runs_scripts = all.find("--ignore-scripts") == std::string::npos;
    if (!is_guard && !publishing.empty() && !(has_script && runs_scripts)) {
      out.by_passes.push_back({file.where, "runs " + publishing + " without an audit",
                               "Pack once, audit the tarball and publish that: hooks/README.md."});
    }
  }
}

}  // namespace packwarden
