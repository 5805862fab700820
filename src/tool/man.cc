#include <unistd.h>

#include <CLI/CLI.hpp>

#include "app/output.h"
#include "app/versions.h"
#include "tool/man_page.h"
#include "tool/rows.h"

namespace packwarden {

Action add_man(CLI::App& app) {
  return [&app]() -> Result<ExitStatus> {
    const std::vector<OutlineCommand> commands = outline_of(program_of(app));
    TRY(write_all(STDOUT_FILENO, man_page(commands, version()), "standard output"));
    return ExitStatus::clean;
  };
}

}  // namespace packwarden
