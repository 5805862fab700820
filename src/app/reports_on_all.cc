#include "app/reports_on_all.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "app/advisory_files.h"
#include "app/audit.h"
#include "app/baseline_files.h"
#include "app/continuous_integration.h"
#include "app/lifecycle.h"
#include "app/policy_files.h"
#include "app/previous.h"
#include "app/shipping.h"
#include "app/stale_findings.h"
#include "app/targets.h"

namespace packwarden {
namespace {

unsigned thread_count(const Options& options) {
  constexpr unsigned kMost = 64;
  if (options.threads != 0) return options.threads;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

/// What packages are compared with.
struct Comparisons {
  std::optional<Release> previous;
  std::optional<Advisories> advisories;
  KnownFindings known;
};

Result<Comparisons> comparisons_of(const Options& options, const Database& database,
                                   const KnownFindings& known) {
  Comparisons out;
  out.known = known;
  if (!options.previous.empty()) {
    TRY_ASSIGN(PreviousRelease previous, read_previous(options.previous, database));
    out.previous = std::move(previous.release);
  }
  if (!options.advisories.empty()) {
    TRY_ASSIGN(out.advisories, read_advisories(options.advisories));
  }
  return out;
}

TargetReport audit_with_progress(const Options& options, Source& source, const Database& database,
                                 Result<PackagePolicy> here, const Policy& otherwise,
                                 const Comparisons& comparisons) {
  Progress progress(progress_stream(options));
  AuditOptions how = audit_options(options, progress);
  how.previous = comparisons.previous ? &*comparisons.previous : nullptr;
  how.advisories = comparisons.advisories ? &*comparisons.advisories : nullptr;
  how.baseline = comparisons.known.baseline;
  how.value_digests = comparisons.known.digests;
  if (here) {
    how.notes = std::move(here->notes);
  } else {
    how.policy_problem = std::move(here.error());
  }
  return audit(source, database, here ? here->policy : otherwise, how);
}

/// The policy for one target: that of whoever runs the program, or a stricter one.
Result<PackagePolicy> policy_for(const Target& target, const Policy& policy, const Options& options,
                                 const Database& database) {
  if (target.kind == SourceKind::staged) return policy_in_index(policy, options, database);
  if (target.kind != SourceKind::package) return PackagePolicy{policy, policy.config().notes};
  return policy_in(policy, target.shown, options, database);
}

TargetReport report_on(Target& target, const Options& options, const Database& database,
                       Result<PackagePolicy> here, const Policy& otherwise,
                       const Comparisons& comparisons) {
  TargetReport report = audit_with_progress(options, *target.source, database, std::move(here),
                                            otherwise, comparisons);
  if (report.facts.root.empty()) {  // it could not be opened
    report.facts.root = target.shown;
    report.facts.kind = target.kind;
  }
  if (target.digests) report.digests = target.digests();
  if (target.kind == SourceKind::package) note_lifecycle(*target.source, target.shown, report);
  if (target.kind == SourceKind::staged) mark_what_ships(options, report);
  return report;
}

/// What the policy, and the baseline where that is asked for, know in vain.
std::vector<Stale> stale_in(const std::vector<TargetReport>& targets, const Options& options,
                            const Database& database, const Policy& policy,
                            const KnownFindings& known) {
  std::vector<const Judged*> judged;
  for (const TargetReport& target : targets) {
    for (const Judged& one : target.findings) judged.push_back(&one);
  }
  std::vector<Stale> out = policy.stale(judged);
  if (known.baseline == nullptr || known.unused == Unused::passed_over) return out;
  std::vector<Stale> entries =
      known.baseline->stale(judged, looked_at_by(options, database, targets));
  std::move(entries.begin(), entries.end(), std::back_inserter(out));
  return out;
}

}  // namespace

AuditOptions audit_options(const Options& options, Progress& progress) {
  AuditOptions how;
  how.threads = thread_count(options);
  how.on_progress = [&](Coverage seen) { progress.update(seen); };
  how.digests = options.format_of_one_package().empty() ? DigestMode::off : DigestMode::on;
  how.inventory = options.wants("cyclonedx") ? InventoryMode::on : InventoryMode::off;
  how.reasons = options.wants("html") ? ReasonMode::on : ReasonMode::off;
  how.is_ci = is_ci();
  if (options.command != Command::scan && !options.asks_git()) {
    how.known_values = options.known_values;
    how.git = options.command == Command::sbom ? GitMode::off : options.git;
    how.environment = environment_of_ci();
  }
  return how;
}

std::FILE* progress_stream(const Options& options) {
  return options.show_progress && isatty(STDERR_FILENO) == 1 ? stderr : nullptr;
}

Result<std::vector<TargetReport>> reports_on_all(const Options& options, const Database& database,
                                                 const Policy& policy, const KnownFindings& known,
                                                 ByteSink tarball) {
  TRY_ASSIGN(const Comparisons comparisons, comparisons_of(options, database, known));
  TRY_ASSIGN(std::vector<Target> targets, targets_of(options, std::move(tarball)));
  StaleMode mode = stale_mode(policy);
  std::vector<TargetReport> out;
  for (Target& target : targets) {
    Result<PackagePolicy> here = policy_for(target, policy, options, database);
    if (here) mode = std::max(mode, stale_mode(here->policy));
    out.push_back(report_on(target, options, database, std::move(here), policy, comparisons));
  }
  // In the last target: an allowance, and an entry of a baseline, may be of any of them.
  if (!out.empty()) report_stale(stale_in(out, options, database, policy, known), mode, out.back());
  return out;
}

Result<std::vector<TargetReport>> reports_beside_baseline(const Options& options,
                                                          const Database& database,
                                                          ByteSink tarball) {
  TRY_ASSIGN(const Policy policy, policy_of(options, database));
  TRY_ASSIGN(const std::optional<Baseline> baseline, baseline_of(options));
  const KnownFindings known = {.baseline = baseline ? &*baseline : nullptr, .unused = Unused::told};
  return reports_on_all(options, database, policy, known, std::move(tarball));
}

}  // namespace packwarden
