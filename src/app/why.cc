#include "app/why.h"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/concealing.h"
#include "app/output.h"
#include "app/targets.h"
#include "app/terminal.h"
#include "npm/directory.h"
#include "npm/package.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"
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

/// The path that is asked for, relative to the package in `directory`. An absolute one may lead
/// through links to directories.
Result<std::string> path_in_package(const std::string& path, const std::string& directory) {
  if (!path.starts_with('/')) return path;
  TRY_ASSIGN(const std::string package, real_path(directory));
  const auto parent = real_path(std::string(directory_name(path)));
  const std::string target = join_paths(parent ? *parent : directory_name(path), base_name(path));
  std::string relative = relative_path(package, target);
  if (!leads_up(relative)) return relative;
  return fail(ErrorKind::config, path, "is not in the package " + package);
}

}  // namespace

Result<ExitStatus> explain_path(const Options& options, const Database& database) {
  TRY_ASSIGN(Inspector inspector, concealing_inspector(database));
  TRY_ASSIGN(const Publisher publisher, publisher_of(options));
  TRY_ASSIGN(RequestedPackage requested, only_package(options));
  TRY_ASSIGN(const std::string path,
             path_in_package(options.path, join_paths(requested.root, requested.directory)));
  TRY_ASSIGN(const Package package, Package::open(std::move(requested), publisher));
  std::ostringstream out;
  ExitStatus status = ExitStatus::clean;
  for (const int npm : npm_versions_of(options)) {
    TRY_ASSIGN(const Explanation explanation, package.explain(path, npm));
    if (explanation.verdict == PathVerdict::missing) status = ExitStatus::incomplete;
    if (options.json) {
      write_explanation_json(explanation, out);
      continue;
    }
    if (out.tellp() > 0) out << '\n';
    const bool color = use_color(options.color, report_descriptor());
    write_explanation_text(explanation, {color, options.verbosity}, out);
  }
  const std::string text = options.json ? std::move(out).str() : inspector.conceal(out.view());
  TRY(write_all(report_descriptor(), text, "standard output"));
  return status;
}

}  // namespace packwarden
