#include "tool/tools.h"

#include <array>

#include "tool/rows.h"

namespace packwarden {
namespace {

constexpr std::array kTools = std::to_array<ToolCommand>({
    {"baseline", "The findings that are known, and do not fail an audit", R"(
A baseline knows a finding by its rule, its path and a keyed fingerprint of the
value, and holds neither lines nor commits nor secrets. It counts where it is
named: packwarden audit --baseline .packwarden-baseline.json
packwarden baseline COMMAND --help shows the options.)",
     nullptr},
    {"baseline create", "A new baseline of all that is found now", R"(
Examples:
  packwarden baseline create --reason "before the audit" --owner ann
  packwarden baseline create --fail-on high --until 2027-03-31 packages/core
  packwarden baseline create --out scan.json --scan src --scan config

What becomes known is listed. An audit that could not finish writes nothing.)",
     add_baseline_create},
    {"baseline update", "Add what is new, and follow files that were renamed", R"(
Examples:
  packwarden baseline update --reason "test keys" --owner ann
  packwarden baseline update --baseline scan.json --scan src

Entries that are there keep what they say; none is dropped.)",
     add_baseline_update},
    {"baseline prune", "Drop what is not found any more", R"(
Examples:
  packwarden baseline prune
  packwarden baseline prune --workspaces

What is looked for and not found goes: all of the package is looked into, or
what --scan names.)",
     add_baseline_prune},
    {"baseline audit", "The entries without reason or owner, over, or not found", R"(
Examples:
  packwarden baseline audit
  packwarden baseline audit --baseline scan.json --scan src

Status 1: there are some.)",
     add_baseline_audit},
    {"baseline import", "Carry over what another scanner was told to ignore", R"(
Examples:
  packwarden baseline import .gitleaks.toml .gitleaksignore
  packwarden baseline import --owner ann .secrets.baseline
  packwarden baseline import --from detect-secrets secrets.json

What is known by value or place becomes an entry of the baseline where it is
found now, what is allowed by path an entry of the policy for the rules that
find something there. What cannot be carried over is listed, with the reason.)",
     add_baseline_import},
    {"completions", "The script that completes command lines in a shell", R"(
Examples:
  packwarden completions bash > ~/.local/share/bash-completion/completions/packwarden
  packwarden completions fish > ~/.config/fish/completions/packwarden.fish
  packwarden completions zsh > "${fpath[1]}/_packwarden")",
     add_completions, true},
    {"config", "The policy of an audit", R"(
packwarden config COMMAND --help shows the options.)",
     nullptr},
    {"config show", "What counts in a package, where each value comes from, and what is refused",
     R"(
Examples:
  packwarden config show
  packwarden config show --config ci/packwarden.json packages/core
  packwarden config show --config-from origin/main --json)",
     add_config_show},
    {"doctor", "What audits before a publish or a commit, and which ways lead round it", R"(
Examples:
  packwarden doctor
  packwarden doctor --json packages/core | jq -r .publish

Hooks, npm scripts and the files of CI are read, and git is asked where hooks
are; nothing is run. The status is 1 where a package can be published without
an audit, whatever the commits are guarded by.)",
     add_doctor},
    {"explain", "What a rule, a check, a status or a finding of a saved report means", R"(
Examples:
  packwarden explain npm-access-token
  packwarden explain incomplete
  packwarden audit --format text --format json=../report.json
  packwarden explain --report ../report.json 3f9a1c)",
     add_explain},
    {"hook", "The git hooks that look for secrets in what is committed and pushed", R"(
packwarden hook COMMAND --help shows the options.)",
     nullptr},
    {"hook install", "Have git call packwarden, beside whatever it calls already", R"(
Examples:
  packwarden hook install                    shows what would be written
  packwarden hook install --write
  packwarden hook install --write pre-commit pre-push

Hooks of others stay: a marked block is added to a shell script. Where husky is
set up that is husky's; lefthook, pre-commit and simple-git-hooks write hooks
themselves, and the lines for them are shown. With git 2.54 and newer the hook
goes into git's configuration.
Status 1: with --write, something is left to do by hand.)",
     add_hook_install},
    {"hook uninstall", "Take out what hook install added, and nothing else", R"(
Examples:
  packwarden hook uninstall                  shows what would go
  packwarden hook uninstall --write)",
     add_hook_uninstall},
    {"init", "Set up the git hook, the npm scripts and the workflow of the CI service", R"(
Examples:
  packwarden init                            shows the diff of every file
  packwarden init --write

For the package in this directory, by the package manager that it uses. Scripts
and hooks that are there stay; a file of a CI service is made and never changed:
what is to be added to one is shown.
Status 1: with --write, something is left to do by hand.)",
     add_init},
    {"man", "The manual page, as roff", R"(
Examples:
  packwarden man | man -l -
  packwarden man > /usr/local/share/man/man1/packwarden.1)",
     add_man, true},
    {"rules", "What is looked for: rules of secrets, and checks of packages", R"(
packwarden rules COMMAND --help shows the options.)",
     nullptr},
    {"rules list", "All rules and checks, by id", R"(
Examples:
  packwarden rules list
  packwarden rules list --kind content
  packwarden rules list --json | jq -r '.rules[].id')",
     add_rules_list},
    {"rules show", "What one of them looks for, why, and what to do", R"(
Examples:
  packwarden rules show npm-access-token
  packwarden rules show --json map-sources-content)",
     add_rules_show},
    {"rules test", "Which rules fire on files, and where", R"(
Examples:
  packwarden rules test dist/index.js
  packwarden rules test --rule npm-access-token dist
  packwarden rules test --rules our-rules.json notes.txt

The status is 0 whether a rule fires or not, and 2 where a file cannot be read.)",
     add_rules_test},
    {"rules check", "Whether files of rules are sound, examples included", R"(
Examples:
  packwarden rules check our-rules.json
  packwarden rules check --json our-rules.json | jq -r '.faults[].what'

The status is 1 where a rule is not sound, and 2 where a file cannot be read.)",
     add_rules_check},
    {"schema", "The JSON schema of packwarden.json, for editors, or of reports", R"(
Examples:
  packwarden schema > packwarden.schema.json
  packwarden schema report > packwarden.report.schema.json

In packwarden.json: "$schema": "./packwarden.schema.json")",
     add_schema},
});

}  // namespace

std::span<const ToolCommand> tools() { return kTools; }

}  // namespace packwarden
