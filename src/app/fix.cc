#include "app/fix.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/catalogue.h"
#include "app/known_value_sources.h"
#include "app/output.h"
#include "app/policy_files.h"
#include "app/shown_changes.h"
#include "app/targets.h"
#include "app/terminal.h"
#include "base/text.h"
#include "fix/findings_after.h"
#include "fix/proposal.h"
#include "fix/proposal_text.h"
#include "npm/posix_path.h"
#include "report/page.h"

namespace packwarden {
namespace {

Result<Target> only_package(const Options& options) {
  const std::string& path = options.packages.directory;
  TRY_ASSIGN(std::vector<Target> targets, targets_of(options, {}));
  if (targets.front().kind != SourceKind::package) {
    return fail(ErrorKind::config, path,
                "is no directory: a tarball is finished, so fix the package that it was made of");
  }
  if (targets.size() == 1) return std::move(targets.front());
  return fail(ErrorKind::config, path,
              "is edited one package at a time, and " + std::to_string(targets.size()) +
                  " are named: choose one with --workspace");
}

ReportStyle style_of(const Options& options) {
  return {use_color(options.color, STDERR_FILENO), options.verbosity};
}

/// Files that are written all or, as far as that can be, not at all.
class Writing {
 public:
  explicit Writing(const Package& package) : package_(package) {}

  [[nodiscard]] Result<void> prepare(const FileChangeText& change) {
    TRY(check_unchanged(change));
    TRY_ASSIGN(const std::string root, package_.tree().absolute_path());
    const std::string path = join_paths(root, package_.path_of(change.path));
    TRY_ASSIGN(PendingFile file, PendingFile::create_like(path));
    TRY(file.write(change.after));
    files_.push_back({path, std::move(file)});
    return {};
  }

  [[nodiscard]] Result<void> commit() {
    for (Prepared& prepared : files_) TRY(prepared.file.commit(prepared.path));
    return {};
  }

 private:
  struct Prepared {
    std::string path;
    PendingFile file;
  };

  /// Somebody may have edited the file since it was read.
  [[nodiscard]] Result<void> check_unchanged(const FileChangeText& change) const {
    const std::string path = package_.path_of(change.path);
    const bool is_there = package_.tree().lstat(path).has_value();
    bool is_same = is_there == change.before.has_value();
    if (is_there && is_same) {
      TRY_ASSIGN(const std::string now, package_.tree().read(path, kMaxManifestBytes));
      is_same = now == *change.before;
    }
    if (is_same) return {};
    return fail(ErrorKind::io, change.path, "changed meanwhile, and nothing was written");
  }

  const Package& package_;
  std::vector<Prepared> files_;
};

class FixRun {
 public:
  FixRun(const Options& options, const Database& database, const AuditOptions& how)
      : options_(options), database_(database), how_(how) {
    request_.only = options.only;
  }

  Result<ExitStatus> run() {
    for (const std::string& id : request_.only) {
      if (is_known_id(id, database_)) continue;
      return fail(unknown_id(id, "--only", catalogue(database_)));
    }
    TRY_ASSIGN(policy_, policy_of(options_, database_, Severity::medium));
    request_.at_least = policy_.fail_on();
    TRY_ASSIGN(Target target, only_package(options_));
    const TargetReport report = audited(target);
    TRY_ASSIGN(Inspector inspector, inspector_beside(*target.source));
    say_problems(report, inspector);
    const Package* package = target.source->package();
    if (package == nullptr) return ExitStatus::incomplete;
    Result<ExitStatus> status = fix(*package, report, inspector);
    if (!status) {
      Error& error = status.error();
      for (std::string* text : {&error.where, &error.what}) *text = inspector.conceal(*text);
      return status;
    }
    return report.problems.empty() ? *status : ExitStatus::incomplete;
  }

 private:
  [[nodiscard]] Result<ExitStatus> fix(const Package& package, const TargetReport& report,
                                       Inspector& inspector) const {
    TRY_ASSIGN(const FixProposal proposal,
               propose_fix(package, npm_versions_of(options_), report.findings, request_));
    TRY(print(proposal, package, report, inspector));
    if (options_.write && proposal.changes_something()) {
      TRY(write(proposal, package, inspector));
      return look_again(proposal, report, inspector);
    }
    TRY(say_verdict(proposal));
    return proposal.cases.empty() ? ExitStatus::clean : ExitStatus::findings;
  }

  /// Without what may stay.
  TargetReport audited(Target& target) const {
    TargetReport report = audit(*target.source, database_, policy_, how_);
    std::erase_if(report.findings,
                  [](const Judged& judged) { return judged.suppressed.has_value(); });
    return report;
  }

  /// What is shown goes through it: it knows the values of this machine, too.
  [[nodiscard]] Result<Inspector> inspector_beside(const Source& source) {
    TRY_ASSIGN(ValueTagger tagger, ValueTagger::create());
    sought_.emplace(Sought{database_, std::move(tagger)});
    TargetReport notes;
    if (how_.known_values == KnownValueMode::automatic && source.package() != nullptr) {
      sought_->known_values = known_values_beside(source, how_.environment, notes);
    }
    return Inspector::create(*sought_);
  }

  static Result<void> say(std::string_view text) {
    return write_all(STDERR_FILENO, text, "standard error");
  }

  static void say_problems(const TargetReport& report, Inspector& inspector) {
    for (const Error& problem : report.problems) {
      const std::string where = problem.where.empty() ? "" : printable(problem.where) + ": ";
      (void)say("packwarden: " + inspector.conceal(where + printable(problem.what)) + "\n");
    }
  }

  [[nodiscard]] Result<void> print(const FixProposal& proposal, const Package& package,
                                   const TargetReport& report, Inspector& inspector) const {
    std::ostringstream text;
    write_proposal_text(proposal, style_of(options_), text);
    TRY(say(inspector.conceal(text.view())));
    TRY_ASSIGN(const ShownChanges shown,
               shown_changes(proposal.changes, package.shown(), report.findings, inspector));
    for (const std::string& path : shown.withheld) {
      TRY(say("packwarden: " + inspector.conceal(printable(path)) +
              ": its diff is not shown, since it would show a secret or harm a terminal; "
              "--write makes the edit\n"));
    }
    return write_all(report_descriptor(), shown.diff, "standard output");
  }

  [[nodiscard]] Result<void> say_verdict(const FixProposal& proposal) const {
    const auto going = static_cast<std::uint64_t>(
        std::count_if(proposal.cases.begin(), proposal.cases.end(),
                      [](const FixedCase& one) { return one.outcome == FixOutcome::gone; }));
    const std::uint64_t staying = proposal.cases.size() - going;
    if (proposal.cases.empty()) return say("packwarden: there is nothing to fix\n");
    std::string text = "packwarden: " + counted(going, "finding") + " would go, " +
                       grouped(staying) + (staying == 1 ? " stays" : " stay");
    if (proposal.changes_something()) text += "; nothing is written without --write";
    return say(text + "\n");
  }

  [[nodiscard]] static Result<void> write(const FixProposal& proposal, const Package& package,
                                          Inspector& inspector) {
    Writing writing(package);
    for (const FileChangeText& change : proposal.changes) TRY(writing.prepare(change));
    TRY(writing.commit());
    std::string files;
    for (const FileChangeText& change : proposal.changes) {
      files += (files.empty() ? "" : ", ") + printable(change.path);
    }
    return say("packwarden: wrote " + inspector.conceal(files) + "\n");
  }

  /// A new audit says what is gone, and what the edit has brought.
  [[nodiscard]] Result<ExitStatus> look_again(const FixProposal& proposal,
                                              const TargetReport& before,
                                              Inspector& inspector) const {
    TRY_ASSIGN(Target target, only_package(options_));
    const TargetReport report = audited(target);
    say_problems(report, inspector);
    const FindingsAfter after = findings_after(before.findings, report.findings, request_);
    std::ostringstream text;
    Page page(style_of(options_), text);
    write_findings(page, "Still there:", after.staying);
    write_findings(page, "New with the edit:", after.added);
    TRY(say(inspector.conceal(text.view())));
    TRY(say_outcome(proposal.cases.size(), after));
    if (!report.problems.empty()) return ExitStatus::incomplete;
    return after.fail(request_.at_least) ? ExitStatus::findings : ExitStatus::clean;
  }

  static void write_findings(Page& page, std::string_view headline,
                             const std::vector<const Finding*>& findings) {
    if (!findings.empty()) page.line({}, prose(headline));
    for (const Finding* finding : findings) write_finding_line(page, *finding);
  }

  [[nodiscard]] static Result<void> say_outcome(std::uint64_t before, const FindingsAfter& after) {
    const std::uint64_t staying = after.staying.size();
    std::string text = "packwarden: " + counted(before - std::min(before, staying), "finding") +
                       " gone, " + grouped(staying) + (staying == 1 ? " stays" : " stay");
    if (!after.added.empty()) text += ", " + grouped(after.added.size()) + " new";
    return say(text + "\n");
  }

  const Options& options_;
  const Database& database_;
  Policy policy_;
  const AuditOptions& how_;
  FixRequest request_;
  std::optional<Sought> sought_;
};

}  // namespace

Result<ExitStatus> fix_package(const Options& options, const Database& database,
                               const AuditOptions& how) {
  return FixRun(options, database, how).run();
}

}  // namespace packwarden
