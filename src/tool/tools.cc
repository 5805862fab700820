#include "tool/tools.h"

#include <array>

#include "tool/rows.h"

namespace packwarden {
namespace {

constexpr std::array<ToolCommand, 12> kTools = {{
    {"completions", "The script that completes command lines in a shell", R"(
Examples:
  packwarden completions bash > ~/.local/share/bash-completion/completions/packwarden
  packwarden completions fish > ~/.config/fish/completions/packwarden.fish
  packwarden completions zsh > "${fpath[1]}/_packwarden")",
     add_completions},
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
    {"man", "The manual page, as roff", R"(
Examples:
  packwarden man | man -l -
  packwarden man > /usr/local/share/man/man1/packwarden.1)",
     add_man},
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
}};

}  // namespace

std::span<const ToolCommand> tools() { return kTools; }

}  // namespace packwarden
