#include "report/report.h"

#include <algorithm>
#include <array>

#include "report/writers.h"

namespace packwarden {
namespace {

constexpr std::array<Reporter, 13> kReporters = {{
    {"codeclimate", "issues for GitLab's code quality (Code Climate)", write_codeclimate},
    {"cyclonedx", "what a package is made of (CycloneDX 1.6)", write_cyclonedx},
    {"github", "annotations of a workflow of GitHub Actions", write_github},
    {"gitlab", "GitLab's report of secret detection, schema 15.1.0", write_gitlab},
    {"html", "one page for people, a file that loads nothing", write_html},
    {"json", "one document for programs, schema packwarden/report/1", write_json},
    {"junit", "test cases for CI services (JUnit XML)", write_junit},
    {"ndjson", "one JSON value a line, schema packwarden/ndjson/1", write_ndjson},
    {"rdjson", "diagnostics for reviewdog", write_rdjson},
    {"rdjsonl", "the same, one a line", write_rdjsonl},
    {"sarif", "results for code scanning (SARIF 2.1.0)", write_sarif},
    {"statement", "what was audited, by digest, for packwarden verify (in-toto)", write_statement},
    {"text", "for people, 80 columns wide, the verdict on the last line", write_text},
}};

/// Beside the problems it looks at the numbers themselves: should an entry ever be lost between the
/// source and the workers, that is not clean either.
bool all_examined(const TargetReport& target) {
  const bool has_something = target.seen.entries > 0 || target.facts.may_be_empty;
  return target.problems.empty() && has_something && target.seen == target.scanned;
}

}  // namespace

std::string_view name_of(ReportStatus status) {
  switch (status) {
    case ReportStatus::clean:
      return "clean";
    case ReportStatus::findings:
      return "findings";
    case ReportStatus::incomplete:
      return "incomplete";
  }
  return "incomplete";
}

std::string_view name_of(Change change) {
  switch (change) {
    case Change::added:
      return "added";
    case Change::changed:
      return "changed";
    case Change::removed:
      return "removed";
  }
  return "changed";
}

ReportStatus status_of(const TargetReport& target) {
  if (!all_examined(target)) return ReportStatus::incomplete;
  const bool fails = std::any_of(target.findings.begin(), target.findings.end(),
                                 [](const Judged& judged) { return judged.fails; });
  return fails ? ReportStatus::findings : ReportStatus::clean;
}

ReportStatus status_of(const Report& report) {
  if (report.targets.empty()) return ReportStatus::incomplete;
  ReportStatus worst = ReportStatus::clean;
  for (const TargetReport& target : report.targets) worst = std::max(worst, status_of(target));
  return worst;
}

std::span<const Reporter> reporters() { return kReporters; }

const Reporter* find_reporter(std::string_view name) {
  for (const Reporter& reporter : kReporters) {
    if (reporter.name == name) return &reporter;
  }
  return nullptr;
}

}  // namespace packwarden
