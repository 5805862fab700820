#include "app/worker.h"

#include <unistd.h>

#include <exception>
#include <sstream>
#include <utility>

#include "app/output.h"
#include "app/request_lines.h"
#include "app/versions.h"
#include "app/worker_protocol.h"

namespace packwarden {
namespace {

/// The report on what could not be looked into.
Report report_of(Error failure, const Database& database) {
  Report report;
  report.tool = tool_facts(database);
  report.targets.emplace_back();
  report.targets.front().facts.kind = SourceKind::package;
  report.targets.front().problems.push_back(std::move(failure));
  return report;
}

Options options_of(const WorkerRequest& request, const Options& all) {
  Options out = all;
  out.command = Command::audit;
  out.packages.directory = request.path;
  out.expected_integrity = request.integrity;
  if (!request.npm.empty()) out.npm = request.npm;
  return out;
}

/// One item that fails, in whatever way, is answered as the others are.
Report report_on(const Result<WorkerRequest>& request, const Options& options,
                 const Database& database, const AuditOne& audit) {
  if (!request) return report_of(request.error(), database);
  try {
    return audit(options_of(*request, options));
  } catch (const std::exception&) {  // what() could quote anything
    return report_of({ErrorKind::internal, "", "could not be audited: out of memory", std::nullopt},
                     database);
  }
}

std::string answer_to(std::string_view line, const Options& options, const Database& database,
                      const AuditOne& audit) {
  WorkerItem item = parse_worker_request(line);
  const Report report = report_on(item.request, options, database, audit);
  std::ostringstream document;
  find_reporter("json")->write(report, {}, document);
  return worker_line({std::move(item.id), exit_status_of(status_of(report)),
                      std::move(document).str(), version(), database.digest()});
}

}  // namespace

Result<ExitStatus> work(const Options& options, const Database& database, const AuditOne& audit) {
  RequestLines lines(STDIN_FILENO, kMaxRequestBytes);
  while (true) {
    TRY_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) return ExitStatus::clean;
    TRY(write_all(STDOUT_FILENO, answer_to(*line, options, database, audit), "standard output"));
  }
}

}  // namespace packwarden
