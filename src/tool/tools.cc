#include "tool/tools.h"

#include <array>

#include "tool/rows.h"

namespace packwarden {
namespace {

constexpr std::array<ToolCommand, 3> kTools = {{
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
}};

}  // namespace

std::span<const ToolCommand> tools() { return kTools; }

}  // namespace packwarden
