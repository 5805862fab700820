#include "app/stale_findings.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace packwarden {
namespace {

Finding finding_of(const Stale& stale, std::uint64_t ordinal) {
  Finding out = finding_of(kStaleSuppression, {kStaleSuppression.severity, "", ""}, stale.path);
  out.message = stale.what + " " + out.message;
  out.message.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.message[0])));
  out.location.path = stale.path;
  if (stale.line > 0) out.location.start = out.location.end = {stale.line, 1};
  out.fingerprint = fingerprint(out.rule_id, stale.path, ordinal);
  return out;
}

}  // namespace

void report_stale(const std::vector<Stale>& stale, StaleMode mode, TargetReport& report) {
  if (mode == StaleMode::noted) {
    for (const Stale& one : stale) report.notes.push_back(note_of(one));
    return;
  }
  std::map<std::string, std::uint64_t> ordinals;
  for (const Judged& judged : report.findings) {
    const Finding& finding = judged.finding;
    if (finding.rule_id == kStaleSuppression.id) ++ordinals[finding.location.path];
  }
  for (const Stale& one : stale) {
    report.findings.push_back({finding_of(one, ordinals[one.path]++), std::nullopt, true});
  }
  std::stable_sort(
      report.findings.begin(), report.findings.end(),
      [](const Judged& a, const Judged& b) { return comes_before(a.finding, b.finding); });
}

}  // namespace packwarden
