#include "tool/baseline_run.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/baseline_files.h"
#include "app/continuous_integration.h"
#include "app/output.h"
#include "app/policy_files.h"
#include "app/reports_on_all.h"
#include "app/source_date.h"
#include "base/text.h"
#include "match/database.h"
#include "tool/printing.h"

namespace packwarden {
namespace {

/// Problems go to standard error, one by one, so that somebody can do something about them.
void say_problems(const std::vector<TargetReport>& targets) {
  for (const TargetReport& target : targets) {
    for (const Error& problem : target.problems) {
      (void)write_all(STDERR_FILENO, error_line(problem), "standard error");
    }
  }
}

bool is_wanted(const Judged& judged, const std::string& by_baseline, Severity at_least) {
  const bool is_allowed = judged.suppressed && !judged.suppressed->starts_with(by_baseline);
  return !is_allowed && judged.finding.severity >= at_least;
}

void sort_each_once(std::vector<BaselineEntry>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

void append(const std::vector<BaselineEntry>& from, std::vector<BaselineEntry>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

/// "+ ", the rule and where it is.
void write_entry(Page& page, const char* sign, const BaselineEntry& entry,
                 const std::string& other_path = "") {
  std::vector<Word> words = {{entry.rule, Tone::strong}, {entry.path}};
  if (!other_path.empty()) words.insert(words.end(), {{"->"}, {other_path}});
  page.line({"  " + std::string(sign), 4}, words);
}

void write_edit(Page& page, const std::string& path, const BaselineEdit& edit) {
  page.line({}, {{path, Tone::strong}});
  for (const BaselineEntry& entry : edit.dropped) write_entry(page, "- ", entry);
  for (const MovedEntry& moved : edit.moved) write_entry(page, "> ", moved.from, moved.to.path);
  for (const BaselineEntry& entry : edit.added) write_entry(page, "+ ", entry);
}

/// "2 added, 1 moved, 5 kept".
std::string summary(const BaselineEdit& edit) {
  std::string out;
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count == 0) return;
    out += (out.empty() ? "" : ", ") + grouped(count) + std::string(what);
  };
  add(edit.added.size(), " added");
  add(edit.moved.size(), " moved");
  add(edit.dropped.size(), " dropped");
  add(edit.kept.size(), " kept");
  return out.empty() ? "no entries" : out;
}

}  // namespace

Result<std::vector<TargetReport>> complete_reports(const Options& options, const Database& database,
                                                   const BaselineFile& file,
                                                   const ValueDigests* digests) {
  const Baseline baseline(file, options.baseline, today());
  TRY_ASSIGN(const Policy policy, policy_of(options, database));
  TRY_ASSIGN(std::vector<TargetReport> targets,
             reports_on_all(options, database, policy, {&baseline, digests}, {}));
  say_problems(targets);
  const bool is_complete = std::all_of(
      targets.begin(), targets.end(),
      [](const TargetReport& target) { return status_of(target) != ReportStatus::incomplete; });
  if (is_complete) return targets;
  return fail(ErrorKind::config, options.baseline,
              "left as it is, since not all could be looked into");
}

Result<FoundPlaces> found_places(const Options& options, const BaselineFile& file,
                                 Severity at_least) {
  TRY_ASSIGN(const Database database, Database::built_in(options.engine));
  TRY_ASSIGN(const std::vector<TargetReport> targets, complete_reports(options, database, file));
  FoundPlaces out;
  out.looked_at = looked_at_by(options, database, targets);
  for (const TargetReport& target : targets) {
    for (const Judged& judged : target.findings) {
      const std::vector<BaselineEntry> places = places_of_finding(judged.finding);
      append(places, out.all);
      if (is_wanted(judged, "baseline " + options.baseline, at_least)) append(places, out.wanted);
    }
  }
  sort_each_once(out.all);
  sort_each_once(out.wanted);
  return out;
}

Result<void> check_may_write(const std::string& path, Confirmation confirmation) {
  if (confirmation == Confirmation::given || !is_ci()) return {};
  return fail(ErrorKind::config, path,
              "not written in a run of continuous integration (CI is set): findings become known "
              "when somebody has looked at them. --yes writes it all the same");
}

Result<void> check_is_whole(const Options& options) {
  if (options.packages.workspaces.empty()) return {};
  return fail(ErrorKind::config, "--workspace",
              "is a part of what the baseline is about: all of it is looked into here, with "
              "--workspaces");
}

Result<void> apply(const std::string& path, BaselineFile file, const BaselineEdit& edit,
                   Writing writing) {
  const bool is_written = edit.changes_something() || writing == Writing::always;
  TRY(print_page([&](Page& page) { write_edit(page, path, edit); }));
  file.entries = edit.entries();
  if (is_written) TRY(replace_file(path, baseline_text(std::move(file))));
  const std::string outcome = is_written ? ": " : ": nothing to change: ";
  return write_all(STDERR_FILENO, "packwarden: " + printable(path) + outcome + summary(edit) + "\n",
                   "standard error");
}

}  // namespace packwarden
