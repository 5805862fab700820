#include "app/why.h"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/output.h"
#include "app/targets.h"
#include "app/terminal.h"
#include "npm/package.h"
#include "report/explanation.h"

namespace packwarden {
namespace {

Result<RequestedPackage> only_package(const Options& options) {
  TRY_ASSIGN(std::vector<RequestedPackage> run, packages_of_run(options.packages));
  if (run.size() == 1) return std::move(run.front());
  return fail(ErrorKind::config, options.path,
              "is looked for in one package, and " + std::to_string(run.size()) +
                  " are named: choose one with --workspace");
}

}  // namespace

Result<ExitStatus> explain_path(const Options& options) {
  TRY_ASSIGN(const Publisher publisher, publisher_of(options));
  TRY_ASSIGN(RequestedPackage requested, only_package(options));
  TRY_ASSIGN(const Package package, Package::open(std::move(requested), publisher));
  std::ostringstream out;
  for (const int npm : npm_versions_of(options)) {
    TRY_ASSIGN(const Explanation explanation, package.explain(options.path, npm));
    if (options.json) {
      write_explanation_json(explanation, out);
      continue;
    }
    if (out.tellp() > 0) out << '\n';
    const bool color = use_color(options.color, report_descriptor());
    write_explanation_text(explanation, {color, options.verbosity}, out);
  }
  TRY(write_all(report_descriptor(), std::move(out).str(), "standard output"));
  return ExitStatus::clean;
}

}  // namespace packwarden
