#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/output.h"
#include "policy/config_schema.h"
#include "report/report_schema.h"
#include "tool/rows.h"

namespace packwarden {

Action add_schema(CLI::App& app) {
  const auto name = std::make_shared<std::string>("config");
  app.add_option(
         "NAME", *name,
         "Of what: config, the policy in packwarden.json, or report, --format json [config]")
      ->check(CLI::IsMember({"config", "report"}));
  return [name]() -> Result<ExitStatus> {
    TRY(write_all(STDOUT_FILENO, *name == "report" ? report_schema() : config_schema(),
                  "standard output"));
    return ExitStatus::clean;
  };
}

}  // namespace packwarden
