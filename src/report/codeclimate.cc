#include <array>
#include <ostream>

#include "base/digest.h"
#include "base/json_writer.h"
#include "report/json_parts.h"
#include "report/repository_place.h"
#include "report/text_forms.h"
#include "report/verdict.h"
#include "report/writers.h"

// The issues of the Code Climate engine specification, version 0.3.1, in one array: what GitLab
// reads as a report of code quality.
namespace packwarden {
namespace {

std::string_view severity_of(Severity severity) {
  constexpr std::array<std::string_view, 5> kNames = {"info", "minor", "major", "critical",
                                                      "blocker"};
  return kNames.at(static_cast<std::size_t>(severity));
}

struct Issue {
  std::string_view check_name;
  std::string description;
  std::string body;
  std::string_view severity;
  std::string fingerprint;
  std::string path;
  std::uint64_t first_line = 1;
  std::uint64_t last_line = 1;
};

Json json_of(const Issue& issue) {
  return Json::Object{
      {"type", "issue"},
      {"check_name", json_text(issue.check_name)},
      {"description", json_text(issue.description)},
      {"content", Json::Object{{"body", json_text(without_markup(issue.body))}}},
      {"categories", Json::Array{"Security"}},
      {"severity", issue.severity},
      {"fingerprint", issue.fingerprint},
      {"location", Json::Object{{"path", json_text(issue.path)},
                                {"lines", Json::Object{{"begin", issue.first_line},
                                                       {"end", issue.last_line}}}}}};
}

Issue issue_of(const Finding& finding, const TargetReport& target) {
  const RepositoryPlace cause = cause_of(finding.location, target);
  Issue out;
  out.check_name = finding.rule_id;
  out.description = headline(finding);
  out.body = advice(finding);
  if (!cause.is_published) out.body += " " + published_note(cause, finding.location);
  out.severity = severity_of(finding.severity);
  out.fingerprint = stable_id(finding, target);
  out.path = cause.path;
  out.first_line = cause.start.line;
  out.last_line = cause.end.value_or(cause.start).line;
  return out;
}

/// An audit that could not finish, as the array has no other place for it.
Issue issue_of(const std::string& gap, const std::string& path) {
  Issue out;
  out.check_name = "packwarden-incomplete";
  out.description = "The audit is incomplete: " + gap;
  out.body = "What was not examined may hold anything: nothing may be concluded.";
  out.severity = "blocker";
  out.fingerprint = to_hex(sha256(path + '\0' + gap)).substr(0, 32);
  out.path = path;
  return out;
}

}  // namespace

void write_codeclimate(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_array();
  const auto write = [&](const Issue& issue) {
    document.value(json_of(issue));
    hand_on(document, out);
  };
  if (report.targets.empty()) write(issue_of("nothing was examined", "package.json"));
  for (const TargetReport& target : report.targets) {
    for (const std::string& gap : gaps_of(target)) write(issue_of(gap, place_of_target(target)));
    for (const Judged& judged : target.findings) {
      if (!judged.suppressed) write(issue_of(judged.finding, target));
    }
  }
  document.close_array();
  hand_on(document, out);
  out << '\n';
}

}  // namespace packwarden
