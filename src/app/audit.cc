#include "app/audit.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "app/pipeline.h"

namespace packwarden {
namespace {

/// The findings in report order, judged. Equal places are told apart by the entry's own place.
std::vector<Judged> judged(std::vector<Examined::Located> findings, const Policy& policy) {
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    if (comes_before(a.finding, b.finding)) return true;
    return !comes_before(b.finding, a.finding) && a.entry < b.entry;
  });
  std::vector<Judged> out;
  out.reserve(findings.size());
  for (Examined::Located& located : findings)
    out.push_back(policy.judge(std::move(located.finding)));
  return out;
}

void sort_problems(std::vector<Error>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) {
    return std::tie(a.where, a.what) < std::tie(b.where, b.what);
  });
}

/// Reads `source` into the pipeline and counts what is seen.
class Reading {
 public:
  Reading(TargetReport& report, Pipeline& pipeline, const AuditOptions& options)
      : report_(report), pipeline_(pipeline), options_(options) {}

  Result<void> run(Source& source) {
    return source.read([this](Entry entry) { return take(std::move(entry)); },
                       [this](UnreadEntry unread) { name(std::move(unread)); });
  }

 private:
  bool take(Entry entry) {
    const std::uint64_t bytes = published_bytes(entry);
    count(bytes);
    if (report_.facts.kind == SourceKind::package || report_.facts.kind == SourceKind::tarball) {
      report_.entries.push_back({entry.path, bytes, entry.mode});
    }
    pipeline_.add(std::move(entry));
    return true;
  }

  void name(UnreadEntry unread) {
    count(unread.bytes);
    ++report_.named.entries;
    report_.named.bytes += unread.bytes;
    report_.problems.push_back(std::move(unread.error));
  }

  void count(std::uint64_t bytes) {
    ++report_.seen.entries;
    report_.seen.bytes += bytes;
    if (options_.on_progress) options_.on_progress(report_.seen);
  }

  TargetReport& report_;
  Pipeline& pipeline_;
  const AuditOptions& options_;
};

Result<void> read_and_examine(Source& source, const Database& database, const Policy& policy,
                              const AuditOptions& options, TargetReport& report) {
  TRY_ASSIGN(Pipeline pipeline, Pipeline::create(database, options.threads));
  Result<void> outcome = Reading(report, pipeline, options).run(source);
  Examined examined = pipeline.finish();
  report.scanned = examined.scanned;
  report.named.entries += examined.named.entries;
  report.named.bytes += examined.named.bytes;
  std::move(examined.problems.begin(), examined.problems.end(),
            std::back_inserter(report.problems));
  report.findings = judged(std::move(examined.findings), policy);
  return outcome;
}

}  // namespace

TargetReport audit(Source& source, const Database& database, const Policy& policy,
                   const AuditOptions& options) {
  TargetReport report;
  Result<SourceFacts> facts = source.open();
  if (!facts) {
    report.problems.push_back(std::move(facts.error()));
    return report;
  }
  report.facts = *std::move(facts);
  report.notes = report.facts.notes;
  if (auto outcome = read_and_examine(source, database, policy, options, report); !outcome) {
    report.problems.push_back(std::move(outcome.error()));
  }
  if (report.seen.entries == 0 && report.problems.empty()) {
    report.problems.push_back(
        {ErrorKind::io, report.facts.root, "nothing to examine: 0 files", {}});
  }
  std::sort(report.entries.begin(), report.entries.end(),
            [](const ListedEntry& a, const ListedEntry& b) { return a.path < b.path; });
  sort_problems(report.problems);
  return report;
}

}  // namespace packwarden
