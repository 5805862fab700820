#include "report/verdict.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/text.h"
#include "report/page.h"

namespace packwarden {
namespace {

std::string failing(const Tally& tally) {
  return counted(tally.fails, "finding") + (tally.fails == 1 ? " fails" : " fail");
}

/// Why a report is incomplete: what is named comes first.
std::string gap(const Tally& tally) {
  if (tally.problems > 0) return counted(tally.problems, "problem");
  if (tally.seen.entries == 0) return "nothing was examined";
  if (tally.empty_targets > 0) return counted(tally.empty_targets, "target") + " without files";
  return "not all was examined";
}

std::string incomplete_verdict(const Tally& tally) {
  const std::string start = "incomplete: " + gap(tally);
  if (tally.fails > 0) return start + ", and " + failing(tally);
  return tally.problems > 0 ? start + ": nothing may be concluded" : start;
}

std::string findings_verdict(const Tally& tally) {
  if (tally.below == 0) return failing(tally);
  return failing(tally) + ", " + grouped(tally.below) + " more below the threshold";
}

std::string clean_verdict(const Tally& tally) {
  std::string out = "clean: ";
  if (tally.below > 0) {
    out += counted(tally.below, "finding") + " below the threshold";
  } else {
    out += counted(tally.scanned.entries, "file") + ", " + human_bytes(tally.scanned.bytes) +
           " examined";
  }
  if (tally.suppressed > 0) out += ", " + grouped(tally.suppressed) + " suppressed";
  return out;
}

std::string reason(ReportStatus status, const Tally& tally) {
  switch (status) {
    case ReportStatus::clean:
      return clean_verdict(tally);
    case ReportStatus::findings:
      return findings_verdict(tally);
    case ReportStatus::incomplete:
      return incomplete_verdict(tally);
  }
  return incomplete_verdict(tally);
}

}  // namespace

std::uint64_t places_of(const Finding& finding) {
  std::vector<const Location*> places = {&finding.location};
  for (const AlsoAt& other : finding.also) {
    if (other.rule_id == finding.rule_id) places.push_back(&other.location);
  }
  std::sort(places.begin(), places.end(), [](const Location* a, const Location* b) {
    return std::tie(a->path, a->span.begin) < std::tie(b->path, b->span.begin);
  });
  std::uint64_t count = 0;
  std::uint64_t covered = 0;  // up to where, of the last path
  const std::string* path = nullptr;
  for (const Location* place : places) {
    const bool overlaps = path != nullptr && *path == place->path && place->span.begin < covered;
    count += overlaps ? 0 : 1;
    covered = overlaps ? std::max(covered, place->span.end) : place->span.end;
    path = &place->path;
  }
  return count;
}

Tally tally_of(const TargetReport& target) {
  Tally tally;
  for (const Judged& judged : target.findings) {
    tally.places += places_of(judged.finding);
    tally.fails += judged.fails ? 1 : 0;
    tally.suppressed += judged.suppressed ? 1 : 0;
    tally.below += !judged.fails && !judged.suppressed ? 1 : 0;
  }
  tally.problems = target.problems.size();
  tally.empty_targets = target.seen.entries == 0 && !target.facts.may_be_empty ? 1 : 0;
  tally.seen = target.seen;
  tally.scanned = target.scanned;
  tally.named = target.named;
  return tally;
}

Tally tally_of(const Report& report) {
  Tally sum;
  for (const TargetReport& target : report.targets) {
    const Tally tally = tally_of(target);
    sum.fails += tally.fails;
    sum.below += tally.below;
    sum.suppressed += tally.suppressed;
    sum.places += tally.places;
    sum.problems += tally.problems;
    sum.empty_targets += tally.empty_targets;
    sum.seen += tally.seen;
    sum.scanned += tally.scanned;
    sum.named += tally.named;
  }
  return sum;
}

std::string describe_findings(const Tally& tally) {
  std::string out;
  const auto append = [&](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    out += (out.empty() ? "" : ", ") + grouped(count) + std::string(what);
  };
  append(tally.fails, " failing");
  append(tally.below, " below the threshold");
  append(tally.suppressed, " suppressed");
  const std::uint64_t findings = tally.fails + tally.below + tally.suppressed;
  if (tally.places > findings) out += ", in " + counted(tally.places, "place");
  return out.empty() ? "none" : out;
}

std::string verdict(const Report& report) {
  const ReportStatus status = status_of(report);
  // The statuses are numbered as the program's exit statuses are.
  return "packwarden: " + reason(status, tally_of(report)) + " (status " +
         std::to_string(static_cast<int>(status)) + ")";
}

}  // namespace packwarden
