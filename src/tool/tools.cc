#include "tool/tools.h"

#include <array>

#include "tool/rows.h"

namespace packwarden {
namespace {

constexpr std::array<ToolCommand, 6> kTools = {{
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
