#include "app/run.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "app/audit.h"
#include "app/baseline_files.h"
#include "app/diff.h"
#include "app/fix.h"
#include "app/job_summary.h"
#include "app/list.h"
#include "app/options.h"
#include "app/output.h"
#include "app/policy_files.h"
#include "app/progress.h"
#include "app/reports_on_all.h"
#include "app/rule_files.h"
#include "app/source_date.h"
#include "app/tarball_file.h"
#include "app/terminal.h"
#include "app/verify.h"
#include "app/versions.h"
#include "app/why.h"
#include "app/worker.h"
#include "report/page.h"
#include "report/verdict.h"

namespace packwarden {
namespace {

/// A message for people, on standard error.
void say(const Error& error) {
  (void)write_all(STDERR_FILENO, error_line(error), "standard error");
}

/// What a target that could not be looked into is taken for.
SourceKind kind_of_package(const std::string& path) {
  struct stat facts = {};
  const bool is_there = stat(path.c_str(), &facts) == 0;
  const bool is_file = is_there ? !S_ISDIR(facts.st_mode)
                                : path == "-" || path.ends_with(".tgz") || path.ends_with(".tar");
  return is_file ? SourceKind::tarball : SourceKind::package;
}

SourceFacts facts_of_nothing(const Options& options) {
  SourceFacts out;
  const bool is_scan = options.command == Command::scan;
  if (options.asks_git()) {
    out.kind = options.command == Command::staged ? SourceKind::staged : SourceKind::range;
    out.root = options.range;
    return out;
  }
  out.root = is_scan ? options.paths.front() : options.packages.directory;
  out.kind = is_scan ? SourceKind::paths : kind_of_package(out.root);
  return out;
}

/// Where nothing can be looked into, one report says why.
std::vector<TargetReport> or_why_not(Result<std::vector<TargetReport>> reports,
                                     const Options& options) {
  if (reports) return *std::move(reports);
  TargetReport none;
  none.facts = facts_of_nothing(options);
  none.problems.push_back(std::move(reports.error()));
  return {none};
}

std::string rendered(const Report& report, const Output& output, const ReportStyle& style) {
  std::ostringstream out;
  find_reporter(output.format)->write(report, style, out);
  return std::move(out).str();
}

/// Whether the document would list the files of a package of which none was seen.
bool is_about_nothing(const Report& report, const Output& output) {
  return output.is_of_package() &&
         std::all_of(report.targets.begin(), report.targets.end(),
                     [](const TargetReport& target) { return target.seen.entries == 0; });
}

/// Writes every report even when one cannot be written; the first failure is returned.
Result<void> write_reports(const Report& report, const Options& options) {
  Result<void> outcome;
  for (const Output& output : options.outputs) {
    if (is_about_nothing(report, output)) continue;
    const int descriptor = report_descriptor();
    const bool color = output.file.empty() && use_color(options.color, descriptor);
    const std::string text = rendered(report, output, {color, options.verbosity});
    Result<void> written = output.file.empty() ? write_all(descriptor, text, "standard output")
                                               : replace_file(output.file, text);
    if (!written && outcome) outcome = std::move(written);
  }
  if (options.wants("github")) {
    Result<void> appended = append_job_summary(report);
    if (!appended && outcome) outcome = std::move(appended);
  }
  return outcome;
}

/// Hook managers flatten statuses: where all reports go to files, the verdict is said all the same.
Result<void> say_verdict(const Report& report, const Options& options) {
  const bool all_to_files = std::none_of(options.outputs.begin(), options.outputs.end(),
                                         [](const Output& output) { return output.file.empty(); });
  if (!all_to_files) return {};
  return write_all(STDERR_FILENO, printable(verdict(report)) + "\n", "standard error");
}

/// Where no report shows what went wrong, it is said on standard error all the same.
void say_problems(const Report& report, const Options& options) {
  const auto shows = [](const Output& output) {
    return output.file.empty() && !output.is_of_package();
  };
  if (std::any_of(options.outputs.begin(), options.outputs.end(), shows)) return;
  for (const TargetReport& target : report.targets) {
    for (const Error& problem : target.problems) say(problem);
  }
}

std::uint64_t seconds_now() {
  return static_cast<std::uint64_t>(std::max<std::time_t>(std::time(nullptr), 0));
}

/// A wrong one is an error only where a format tells the time.
Result<std::optional<std::uint64_t>> source_date_for(const Options& options) {
  if (options.wants("cyclonedx") || options.wants("gitlab")) return source_date();
  return std::optional<std::uint64_t>();
}

/// The report on what `look` finds, with the times that formats tell.
template <class Look>
Result<Report> report_on(const Options& options, const Database& database, Look look) {
  Report report;
  report.tool = tool_facts(database);
  const std::uint64_t began = seconds_now();
  TRY_ASSIGN(const std::optional<std::uint64_t> date, source_date_for(options));
  if (options.wants("cyclonedx")) report.made_at = date;
  TRY_ASSIGN(report.targets, look());
  report.times = {date.value_or(began), date.value_or(seconds_now())};
  say_problems(report, options);
  return report;
}

/// `tarball` takes what a single package would be published as.
Result<Report> audited(const Options& options, const Database& database, ByteSink tarball) {
  return report_on(options, database, [&]() -> Result<std::vector<TargetReport>> {
    return or_why_not(reports_beside_baseline(options, database, std::move(tarball)), options);
  });
}

Result<Report> written(Result<Report> report, const Options& options) {
  if (!report) return report;
  TRY(write_reports(*report, options));
  TRY(say_verdict(*report, options));
  return report;
}

/// Audits and writes the reports.
Result<Report> audit(const Options& options, const Database& database, ByteSink tarball) {
  return written(audited(options, database, std::move(tarball)), options);
}

/// What is found in the package does not matter here. Of one that cannot even be opened there is no
/// document.
Result<ExitStatus> list_materials(const Options& options, const Database& database) {
  TRY_ASSIGN(const Report report, audited(options, database, {}));
  if (report.targets.front().seen.entries == 0) return ExitStatus::incomplete;
  TRY(write_reports(report, options));
  const bool is_whole = status_of(report) != ReportStatus::incomplete;
  return is_whole ? ExitStatus::clean : ExitStatus::incomplete;
}

/// What `use` does with how `options` ask for audits, beside the baseline that they name.
template <class Use>
auto with_baseline(const Options& options, Use use) -> decltype(use(AuditOptions())) {
  TRY_ASSIGN(const std::optional<Baseline> baseline, baseline_of(options));
  Progress progress(progress_stream(options));
  AuditOptions how = audit_options(options, progress);
  how.baseline = baseline ? &*baseline : nullptr;
  return use(how);
}

Result<TargetReport> compare(const Options& options, const Database& database) {
  if (options.command == Command::verify) return verify(options, database);
  return with_baseline(options,
                       [&](const AuditOptions& how) { return diff(options, database, how); });
}

/// A report on differences only.
Result<Report> report_on_comparison(const Options& options, const Database& database) {
  return written(report_on(options, database,
                           [&]() -> Result<std::vector<TargetReport>> {
                             TRY_ASSIGN(TargetReport target, compare(options, database));
                             return std::vector{std::move(target)};
                           }),
                 options);
}

/// The bytes that were audited, or no file.
Result<ExitStatus> pack(const Options& options, const Database& database) {
  TarballFile file(options.out);
  TRY(file.check_place());
  TRY_ASSIGN(const Report report,
             audit(options, database, [&](std::string_view bytes) { return file.write(bytes); }));
  if (status_of(report) != ReportStatus::clean) {
    const Error refusal = {ErrorKind::config, options.out,
                           "not written, as the package is not clean", std::nullopt};
    say(file.outcome() ? refusal : file.outcome().error());
    return exit_status_of(status_of(report));
  }
  TRY_ASSIGN(const std::string path, file.commit(report.targets.front().facts.filename));
  TRY(write_all(STDERR_FILENO, "packwarden: wrote " + printable(path) + "\n", "standard error"));
  return ExitStatus::clean;
}

/// The requests of a worker, each as one audit, all under one policy.
Result<ExitStatus> serve(const Options& options, const Database& database) {
  TRY_ASSIGN(const Policy policy, policy_of(options, database));
  return work(options, database, [&](const Options& asked) {
    return Report{tool_facts(database),
                  or_why_not(reports_on_all(asked, database, policy, {}, {}), asked)};
  });
}

Result<ExitStatus> run(const Options& options) {
  TRY_ASSIGN(Database built_in, Database::built_in(options.engine));
  TRY_ASSIGN(const Database database, with_rule_files(std::move(built_in), options.rules));
  if (options.command == Command::list) return list_packages(options, database);
  if (options.command == Command::why) return explain_path(options, database);
  if (options.command == Command::version) {
    TRY(write_all(STDOUT_FILENO, version_text(database), "standard output"));
    return ExitStatus::clean;
  }
  if (options.command == Command::pack) return pack(options, database);
  if (options.command == Command::fix) {
    return with_baseline(
        options, [&](const AuditOptions& how) { return fix_package(options, database, how); });
  }
  if (options.command == Command::worker) return serve(options, database);
  if (options.command == Command::sbom) return list_materials(options, database);
  if (options.command == Command::verify || options.command == Command::diff) {
    TRY_ASSIGN(const Report report, report_on_comparison(options, database));
    return exit_status_of(status_of(report));
  }
  TRY_ASSIGN(const Report report, audit(options, database, {}));
  return exit_status_of(status_of(report));
}

/// Large entries come and go; giving their pages back each time costs more than examining them.
constexpr int kKeptMemory = 256 << 20;

/// Memory that holds secrets must not reach the disk, and a reader that goes away is an error to
/// report and not a silent death.
void prepare_process() {
  const rlimit none{0, 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
  mallopt(M_MMAP_THRESHOLD, kKeptMemory);
  mallopt(M_TRIM_THRESHOLD, kKeptMemory);
}

}  // namespace

ExitStatus run(std::vector<std::string> arguments, std::span<const ToolCommand> tools) {
  prepare_process();
  const auto parsed = parse_options(std::move(arguments), tools);
  if (const auto* early = std::get_if<EarlyExit>(&parsed)) {
    const int descriptor = early->status == ExitStatus::clean ? STDOUT_FILENO : STDERR_FILENO;
    const auto written = write_all(descriptor, early->text, "standard output");
    return written ? early->status : ExitStatus::incomplete;
  }
  const auto* action = std::get_if<Action>(&parsed);
  const Result<ExitStatus> status =
      action != nullptr ? (*action)() : run(std::get<Options>(parsed));
  if (!status) say(status.error());
  return status.value_or(ExitStatus::incomplete);
}

}  // namespace packwarden
