#include "app/audit.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "app/commented_files.h"
#include "app/judging.h"
#include "app/known_value_sources.h"
#include "app/originals.h"
#include "app/packing_lines.h"
#include "app/pipeline.h"
#include "app/reasons_by_version.h"
#include "app/same_secrets.h"
#include "app/tagged_audit.h"
#include "app/versions_before.h"
#include "app/whereabouts.h"
#include "base/digest.h"
#include "check/by_manifest.h"
#include "check/ci_facts.h"
#include "check/content_rules.h"
#include "check/joined.h"
#include "check/kept_files.h"
#include "check/modifiers.h"
#include "check/package_check.h"
#include "validate/inspector.h"

namespace packwarden {
namespace {

void sort_problems(std::vector<Error>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) {
    return std::tie(a.where, a.what) < std::tie(b.where, b.what);
  });
}

/// Names are published, and shown, too: what a report says holds no secret.
void conceal_names(SourceFacts& facts, Inspector& inspector) {
  for (std::string* text : {&facts.root, &facts.name, &facts.version, &facts.filename}) {
    *text = inspector.conceal(*text);
  }
}

void conceal_names(Error& error, Inspector& inspector) {
  error.where = inspector.conceal(error.where);
  error.what = inspector.conceal(error.what);
}

bool is_package(const SourceFacts& facts) {
  return facts.kind == SourceKind::package || facts.kind == SourceKind::tarball;
}

/// Reads `source` into the pipeline and counts what is seen.
class Reading {
 public:
  Reading(TargetReport& report, Pipeline& pipeline, Inspector& names, const AuditOptions& options)
      : report_(report), pipeline_(pipeline), names_(names), options_(options) {}

  Result<void> run(Source& source) {
    return source.read([this](Entry entry) { return take(std::move(entry)); },
                       [this](UnreadEntry unread) { name(std::move(unread)); });
  }

  /// What git knows of the entries; empty where nobody asked.
  std::vector<Origin> origins;
  ReasonsByVersion reasons;
  /// What the names of entries gave.
  Examined in_names;
  /// The entries of a package.
  std::vector<PackedPath> packed;
  KeptFiles kept;

 private:
  bool take(Entry entry) {
    const std::uint64_t bytes = published_bytes(entry);
    count(bytes);
    std::optional<std::string> reason = reasons.find(entry.path, entry.packed_by);
    if (reason) reason = names_.conceal(*reason);
    std::string shown = names_.conceal(entry.path);
    if (shown != entry.path) inspect_name(entry, shown);
    entry.path = std::move(shown);
    if (is_package(report_.facts)) {
      report_.entries.push_back({entry.path, bytes, entry.mode, entry.packed_by, digest_of(entry),
                                 entry.kind, std::move(reason)});
      packed.push_back(packed_path(entry, bytes));
      if (entry.kind == EntryKind::file) kept.offer(entry.path, entry.bytes);
    }
    pipeline_.add(std::move(entry));
    return true;
  }

  [[nodiscard]] std::string digest_of(const Entry& entry) const {
    const bool asked = options_.digests == DigestMode::on || options_.previous != nullptr ||
                       options_.baseline != nullptr;
    return asked ? to_hex(sha256(entry.bytes)) : std::string();
  }

  [[nodiscard]] PackedPath packed_path(const Entry& entry, std::uint64_t bytes) const {
    PackedPath out = {entry.path,     bytes, entry.mode, entry.kind, report_.entries.back().sha256,
                      entry.packed_by};
    if (entry.index < origins.size()) out.origin = origins[entry.index];
    const bool is_link =
        entry.kind == EntryKind::hard_link || entry.kind == EntryKind::symbolic_link;
    if (is_link) out.target = names_.conceal(entry.bytes);
    return out;
  }

  /// The findings in the name of an entry. Their place is the file as a whole.
  void inspect_name(const Entry& entry, const std::string& shown) {
    std::vector<Finding> findings;
    if (auto outcome = names_.inspect(shown, entry.path, findings); !outcome) {
      outcome.error().where = shown;
      in_names.problems.push_back(std::move(outcome.error()));
    }
    for (Finding& finding : findings) {
      finding.location.span = {};
      finding.location.start = finding.location.end = {};
      finding.location.via = {"name"};
      finding.also.clear();
      name_packers(entry, finding);
      in_names.findings.push_back({entry.index, std::move(finding)});
    }
  }

  void name(UnreadEntry unread) {
    count(unread.bytes);
    report_.named += {1, unread.bytes};
    report_.problems.push_back(std::move(unread.error));
  }

  void count(std::uint64_t bytes) {
    report_.seen += {1, bytes};
    if (options_.on_progress) options_.on_progress(report_.seen);
  }

  TargetReport& report_;
  Pipeline& pipeline_;
  Inspector& names_;
  const AuditOptions& options_;
};

void take_over(Examined from, std::vector<Examined::Located>& findings, TargetReport& report) {
  std::move(from.findings.begin(), from.findings.end(), std::back_inserter(findings));
  std::move(from.problems.begin(), from.problems.end(), std::back_inserter(report.problems));
}

/// Moves what `finding` of the package says, too, to its `also`.
void join(Finding& finding, std::vector<Examined::Located>& findings) {
  std::erase_if(findings, [&](Examined::Located& located) {
    if (!says_the_same(finding, located.finding)) return false;
    Finding& told = located.finding;
    if (!finding.value_tag) {
      finding.value_tag = told.value_tag;
      finding.fingerprint = told.fingerprint;
    }
    finding.also.push_back({told.rule_id, std::move(told.location), std::move(told.npm_profiles)});
    return true;
  });
}

/// `packed` is sorted by path.
std::vector<ListedChange> changes_since(const Release& before,
                                        const std::vector<PackedPath>& packed) {
  std::vector<ReleasedFile> now;
  for (const PackedPath& file : packed) {
    now.push_back({file.path, file.bytes, file.mode, file.sha256, {}});
  }
  std::vector<ListedChange> out;
  for (const FileChange& change : changes_between(before.files, now)) {
    const Change kind = change.before == nullptr  ? Change::added
                        : change.after == nullptr ? Change::removed
                                                  : Change::changed;
    out.push_back({change.path, kind, change.before == nullptr ? 0 : change.before->bytes,
                   change.after == nullptr ? 0 : change.after->bytes});
  }
  return out;
}

/// What the package says of what was found in its files.
void judge_all_in_package(const PackageView& package, std::vector<Examined::Located>& findings) {
  const NamedOnPurpose on_purpose(package);
  std::erase_if(findings, [&](Examined::Located& located) {
    on_purpose.judge(located.finding);
    const auto severity = severity_in_package(package, located.finding);
    located.finding.severity = severity.value_or(located.finding.severity);
    return !severity;
  });
}

/// What there is in a package, and what its files say.
struct Packed {
  std::vector<PackedPath> paths;
  std::vector<FileFacts> facts;
  KeptFiles kept;
};

template <class Item>
void sort_by_path(std::vector<Item>& items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.path < b.path; });
}

/// What rules and checks of content found.
std::vector<Finding*> content_of(std::vector<Examined::Located>& findings) {
  std::vector<Finding*> out;
  for (Examined::Located& located : findings) {
    if (located.finding.kind == FindingKind::content) out.push_back(&located.finding);
  }
  return out;
}

/// What is wrong with the package as a whole, and what it says of the findings in its files.
void add_package_checks(Source& source, Packed packed, const Policy& policy,
                        const AuditOptions& options, Inspector& names,
                        std::vector<Examined::Located>& findings, TargetReport& report) {
  sort_by_path(packed.paths);
  sort_by_path(packed.facts);
  std::vector<Finding> in_files;
  for (const Examined::Located& located : findings) in_files.push_back(located.finding);
  const auto read = [&](const std::string& path, std::uint64_t limit) {
    auto kept = packed.kept.find(path, limit);
    return kept ? std::move(kept) : source.find(path, limit);
  };
  PackageView package(packed.paths, in_files, source.package(), read, packed.facts);
  package.compare_with(options.previous);
  package.consult(options.advisories);
  package.ask(policy.groups());
  const std::vector<Budget> budgets = policy.budgets();  // the package keeps what they point to
  package.hold_to(budgets);
  const CiFacts ci = ci_facts(options.environment);
  package.run_by(&ci);
  package.add_dropped(source.dropped());
  std::vector<Finding> found;
  check_package(package, found);
  judge_all_in_package(package, findings);
  if (options.previous != nullptr) report.changes = changes_since(*options.previous, packed.paths);
  report.manifest = manifest_facts(package.manifest());
  for (std::string& path : report.manifest.entry_points) path = names.conceal(path);
  report.manifest.engines_node = names.conceal(report.manifest.engines_node);
  if (options.inventory == InventoryMode::on) {
    report.inventory =
        inventory_of(package, [&](std::string_view text) { return names.conceal(text); });
  }
  for (Finding& finding : found) {
    finding.location.path = names.conceal(finding.location.path);
    for (AlsoAt& also : finding.also) also.location.path = names.conceal(also.location.path);
    finding.message = names.conceal(finding.message);
    finding.fix = names.conceal(finding.fix);
    join(finding, findings);
    findings.push_back({0, std::move(finding)});
  }
  const std::vector<Finding*> content = content_of(findings);
  modify_severities(package, content);
  join_causes(content);
  std::erase_if(findings, [](const auto& located) { return located.finding.rule_id.empty(); });
}

/// Of a package on disk. Where git gives no answer, a note says so.
std::vector<Origin> origins_of(const Source& source, GitMode mode, TargetReport& report) {
  if (report.facts.kind != SourceKind::package) return {};
  std::vector<Origin> out = mode == GitMode::automatic ? source.origins() : std::vector<Origin>();
  if (out.empty()) {
    report.notes.emplace_back("Origin: unknown. Which files git tracks is not known.");
  }
  return out;
}

Result<void> read_and_examine(Source& source, const Sought& sought, const Policy& policy,
                              const AuditOptions& options, Inspector& names, TargetReport& report) {
  const CheckMode checks = is_package(report.facts) ? CheckMode(policy.groups()) : std::nullopt;
  const ExamineModes modes = {checks, comments_in(report.facts.kind, policy)};
  TRY_ASSIGN(Pipeline pipeline, Pipeline::create(sought, modes, options.threads));
  Reading reading(report, pipeline, names, options);
  reading.origins = origins_of(source, options.git, report);
  reading.reasons = ReasonsByVersion::of(source, report.facts, options.reasons);
  Result<void> outcome = reading.run(source);
  Examined examined = pipeline.finish();
  report.scanned = examined.scanned;
  report.named += examined.named;
  const std::vector<std::string> untracked = untracked_paths(reading.packed);
  InlineSuppressions comments =
      inline_suppressions(std::move(examined.commented), policy, sought.database, options.is_ci);
  Packed packed = {std::move(reading.packed), std::move(examined.facts), std::move(reading.kept)};
  std::vector<Examined::Located> findings;
  take_over(std::move(reading.in_names), findings, report);
  take_over(std::move(examined), findings, report);
  name_originals(source, names, findings);
  TRY(mark_known_before(source, names, findings));
  // Of a package of which nothing was seen, nothing is known to be missing either.
  if (is_package(report.facts) && report.seen.entries > 0) {
    add_package_checks(source, std::move(packed), policy, options, names, findings, report);
  }
  report.findings = judged(std::move(findings),
                           {policy, comments, options.baseline, sought.fingerprints}, report);
  report_comments(comments, policy, report);
  report.packing_lines = packing_lines_of(source.package(), untracked, report.findings);
  for (std::string& note : source.notes()) report.notes.push_back(std::move(note));
  return outcome;
}

/// The audit of an open source but for the order of the report's lists and the names in its
/// problems.
void audit_into(TargetReport& report, Source& source, const Sought& sought, const Policy& policy,
                const AuditOptions& options, Inspector& names) {
  const auto outcome = read_and_examine(source, sought, policy, options, names, report);
  if (!outcome) report.problems.push_back(outcome.error());
  const bool is_empty = report.seen.entries == 0 && !report.facts.may_be_empty;
  if (is_empty && report.problems.empty()) {
    report.problems.push_back(
        {ErrorKind::io, report.facts.root, "nothing to examine: 0 files", {}});
  }
}

/// Says where the release of another package was named, as it is by mistake. All names are
/// concealed, as they are in a statement.
void note_other_package(const Release* previous, Inspector& names, TargetReport& report) {
  const std::string& name = report.facts.name;
  if (previous == nullptr || name.empty()) return;
  const std::string before = names.conceal(previous->name);
  if (before == name) return;
  report.notes.push_back("The release before is of another package: it is called " +
                         (before.empty() ? "nothing" : before) + ", and this one " + name + ".");
}

/// Whether there is something to read. What the groups of checks cannot tell is a note.
bool open_into(TargetReport& report, Source& source, CheckGroups groups) {
  Result<SourceFacts> facts = source.open();
  if (!facts) {
    report.problems.push_back(std::move(facts.error()));
    return false;
  }
  report.facts = *std::move(facts);
  report.notes = report.facts.notes;
  for (const NamedGroup& row : named_groups()) {
    const bool is_asked = is_package(report.facts) && groups.contains(row.group);
    if (is_asked && !row.note.empty()) report.notes.emplace_back(row.note);
  }
  return true;
}

/// The report where nothing can be examined: without an engine no name may be shown either.
TargetReport report_of(Error failure) {
  TargetReport report;
  report.problems.push_back(std::move(failure));
  return report;
}

}  // namespace

TargetReport audit(Source& source, const Database& database, const Policy& policy,
                   const AuditOptions& options) {
  const Result<ValueTagger> tagger = ValueTagger::create();
  if (!tagger) return report_of(tagger.error());
  TargetReport report = tagged_audit(source, database, policy, options, *tagger);
  drop_tags(report.findings);
  return report;
}

TargetReport tagged_audit(Source& source, const Database& database, const Policy& policy,
                          const AuditOptions& options, const ValueTagger& tagger) {
  Sought sought{database, tagger};
  sought.digests = options.value_digests;
  if (options.baseline != nullptr) sought.fingerprints.emplace(options.baseline->key());
  TargetReport report;
  const bool is_open = open_into(report, source, policy.groups());
  if (is_open && options.known_values == KnownValueMode::automatic) {
    sought.known_values = known_values_beside(source, options.environment, report);
  }
  report.notes.insert(report.notes.end(), options.notes.begin(), options.notes.end());
  if (options.policy_problem) report.problems.push_back(*options.policy_problem);
  Result<Inspector> names = Inspector::create(sought);
  if (!names) return report_of(std::move(names.error()));
  if (is_open) audit_into(report, source, sought, policy, options, *names);
  report.whereabouts = whereabouts_of(report.facts);
  report.whereabouts.directory = names->conceal(report.whereabouts.directory);
  conceal_names(report.facts, *names);
  note_other_package(options.previous, *names, report);
  for (Error& problem : report.problems) conceal_names(problem, *names);
  for (std::string& note : report.notes) note = names->conceal(note);
  std::sort(report.entries.begin(), report.entries.end(),
            [](const ListedEntry& a, const ListedEntry& b) { return a.path < b.path; });
  sort_problems(report.problems);
  return report;
}

}  // namespace packwarden
