#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "report/markup.h"
#include "report/repository_place.h"
#include "report/verdict.h"
#include "report/writers.h"

// JUnit's XML as the xUnit plugin of Jenkins, GitLab and others read it: a suite for each target, a
// test case for each rule and file, and one that says whether all was examined.
namespace packwarden {
namespace {

/// The findings of one rule in one file.
using Group = std::vector<const Judged*>;

enum class Outcome : std::uint8_t { passed, failed, skipped };

Outcome outcome_of(const Group& group) {
  const auto fails = [](const Judged* judged) { return judged->fails; };
  if (std::any_of(group.begin(), group.end(), fails)) return Outcome::failed;
  const auto suppressed = [](const Judged* judged) { return judged->suppressed.has_value(); };
  return std::all_of(group.begin(), group.end(), suppressed) ? Outcome::skipped : Outcome::passed;
}

std::vector<Group> groups_of(const TargetReport& target) {
  std::map<std::pair<std::string_view, std::string_view>, Group> sorted;
  for (const Judged& judged : target.findings) {
    sorted[{judged.finding.location.path, judged.finding.rule_id}].push_back(&judged);
  }
  std::vector<Group> out;
  for (auto& [key, group] : sorted) out.push_back(std::move(group));
  return out;
}

std::string place_text(const Location& location) {
  return location.path + ":" + std::to_string(location.start.line) + ":" +
         std::to_string(location.start.column);
}

/// The places of a group, a line each, and once what it means.
std::string body_of(const Group& group) {
  std::string out;
  for (const Judged* judged : group) {
    const Finding& finding = judged->finding;
    std::string line = place_text(finding.location) + ": " +
                       std::string(name_of(finding.severity)) + ": " + headline(finding);
    if (finding.location.original) {
      const Original& author = *finding.location.original;
      line += " (from " + author.path + ":" + std::to_string(author.start.line) + ")";
    }
    if (judged->suppressed) line += " (suppressed: " + *judged->suppressed + ")";
    out += markup_text(line) + "\n";
  }
  return out + markup_text(advice(group.front()->finding)) + "\n";
}

Severity worst_of(const Group& group) {
  Severity worst = Severity::note;
  for (const Judged* judged : group) worst = std::max(worst, judged->finding.severity);
  return worst;
}

void write_case(const Group& group, std::ostream& out) {
  const Finding& first = group.front()->finding;
  out << "    <testcase classname=\"" << markup_text(first.rule_id) << "\" name=\""
      << markup_text(first.location.path) << "\">\n";
  const std::string message = markup_text(headline(first));
  switch (outcome_of(group)) {
    case Outcome::failed:
      out << "      <failure type=\"" << name_of(worst_of(group)) << "\" message=\"" << message
          << "\">" << body_of(group) << "</failure>\n";
      break;
    case Outcome::skipped:
      out << "      <skipped message=\"" << markup_text("suppressed: " + *group.front()->suppressed)
          << "\"/>\n";
      break;
    case Outcome::passed:
      out << "      <system-out>" << body_of(group) << "</system-out>\n";
      break;
  }
  out << "    </testcase>\n";
}

/// The test case that no suite lacks.
void write_completeness(const std::vector<std::string>& gaps, std::ostream& out) {
  out << "    <testcase classname=\"packwarden\" name=\"every file was examined\"";
  if (gaps.empty()) {
    out << "/>\n";
    return;
  }
  out << ">\n      <error type=\"incomplete\" message=\"" << markup_text(gaps.front()) << "\">";
  for (const std::string& gap : gaps) out << markup_text(gap) << '\n';
  out << "</error>\n    </testcase>\n";
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

Counts count(const std::vector<Group>& groups, const std::vector<std::string>& gaps) {
  Counts out{groups.size() + 1, 0, gaps.empty() ? 0U : 1U, 0};
  for (const Group& group : groups) {
    const Outcome outcome = outcome_of(group);
    out.failures += outcome == Outcome::failed ? 1 : 0;
    out.skipped += outcome == Outcome::skipped ? 1 : 0;
  }
  return out;
}

void write_suite(const std::string& name, const std::vector<Group>& groups,
                 const std::vector<std::string>& gaps, std::ostream& out) {
  const Counts counts = count(groups, gaps);
  out << "  <testsuite name=\"" << markup_text(name) << "\" tests=\"" << counts.tests
      << "\" failures=\"" << counts.failures << "\" errors=\"" << counts.errors << "\" skipped=\""
      << counts.skipped << "\">\n";
  write_completeness(gaps, out);
  for (const Group& group : groups) write_case(group, out);
  out << "  </testsuite>\n";
}

}  // namespace

void write_junit(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"packwarden\">\n";
  if (report.targets.empty()) write_suite("packwarden", {}, {"nothing was examined"}, out);
  for (const TargetReport& target : report.targets) {
    write_suite("packwarden: " + name_of_target(target), groups_of(target), gaps_of(target), out);
  }
  out << "</testsuites>\n";
}

}  // namespace packwarden
