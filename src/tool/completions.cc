#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "app/output.h"
#include "tool/completion_scripts.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

struct Shell {
  const char* name;
  std::string (*script)(std::span<const OutlineCommand> commands);
};

constexpr std::array<Shell, 3> kShells = {{
    {"bash", bash_completion},
    {"fish", fish_completion},
    {"zsh", zsh_completion},
}};

Result<ExitStatus> write_script(const std::string& name, const CLI::App& program) {
  const std::vector<OutlineCommand> commands = outline_of(program);
  for (const Shell& shell : kShells) {
    if (shell.name != name) continue;
    TRY(write_all(STDOUT_FILENO, shell.script(commands), "standard output"));
  }
  return ExitStatus::clean;
}

}  // namespace

Action add_completions(CLI::App& app) {
  const auto shell = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (const Shell& row : kShells) names.emplace_back(row.name);
  app.add_option("SHELL", *shell, "bash, fish or zsh")->required()->check(CLI::IsMember(names));
  return [shell, &app] { return write_script(*shell, program_of(app)); };
}

}  // namespace packwarden
