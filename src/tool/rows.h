#pragma once

#include "app/tool_command.h"

// The `add` of every ToolCommand: one line here and one row in tools.cc. Each adds what its command
// takes to the parser, and gives what the command is to do.
namespace packwarden {

[[nodiscard]] Action add_completions(CLI::App& app);
[[nodiscard]] Action add_config_show(CLI::App& app);
[[nodiscard]] Action add_baseline_audit(CLI::App& app);
[[nodiscard]] Action add_baseline_create(CLI::App& app);
[[nodiscard]] Action add_baseline_import(CLI::App& app);
[[nodiscard]] Action add_baseline_prune(CLI::App& app);
[[nodiscard]] Action add_baseline_update(CLI::App& app);
[[nodiscard]] Action add_hook_install(CLI::App& app);
[[nodiscard]] Action add_hook_uninstall(CLI::App& app);
[[nodiscard]] Action add_init(CLI::App& app);
[[nodiscard]] Action add_doctor(CLI::App& app);
[[nodiscard]] Action add_explain(CLI::App& app);
[[nodiscard]] Action add_man(CLI::App& app);
[[nodiscard]] Action add_rules_check(CLI::App& app);
[[nodiscard]] Action add_rules_list(CLI::App& app);
[[nodiscard]] Action add_rules_show(CLI::App& app);
[[nodiscard]] Action add_rules_test(CLI::App& app);
[[nodiscard]] Action add_schema(CLI::App& app);

}  // namespace packwarden
