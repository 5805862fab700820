#include <array>
#include <ostream>
#include <string>
#include <utility>

#include "base/digest.h"
#include "base/json_writer.h"
#include "report/json_parts.h"
#include "report/repository_place.h"
#include "report/text_forms.h"
#include "report/verdict.h"
#include "report/writers.h"

// GitLab's report of secret detection. An instance refuses versions of the schema that are newer
// than itself, so this is an old one that all current ones take.
namespace packwarden {
namespace {

constexpr std::string_view kSchemaVersion = "15.1.0";

// Of the schema: the lengths of `name` and `solution`.
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestSolution = 7000;

std::string_view severity_of(Severity severity) {
  constexpr std::array<std::string_view, 5> kNames = {"Info", "Low", "Medium", "High", "Critical"};
  return kNames.at(static_cast<std::size_t>(severity));
}

Json tool(const ToolFacts& facts) {
  return Json::Object{{"id", "packwarden"},
                      {"name", "packwarden"},
                      {"vendor", Json::Object{{"name", "packwarden"}}},
                      {"version", json_text(facts.version.empty() ? "unknown" : facts.version)}};
}

Json message(std::string_view level, const std::string& text) {
  return Json::Object{{"level", level}, {"value", json_text(text)}};
}

/// The verdict, and why the audit is not complete.
Json messages(const Report& report) {
  const bool is_whole = status_of(report) != ReportStatus::incomplete;
  Json::Array out = {message(is_whole ? "info" : "fatal", verdict(report))};
  for (const TargetReport& target : report.targets) {
    for (const std::string& gap : gaps_of(target)) out.push_back(message("fatal", gap));
  }
  return out;
}

Json scan(const Report& report) {
  const bool is_whole = status_of(report) != ReportStatus::incomplete;
  return Json::Object{{"analyzer", tool(report.tool)},
                      {"scanner", tool(report.tool)},
                      {"type", "secret_detection"},
                      {"start_time", utc_text(report.times.began)},
                      {"end_time", utc_text(report.times.ended)},
                      {"status", is_whole ? "success" : "failure"},
                      {"messages", messages(report)}};
}

/// What is audited is on disk and in no commit: zeros are git's name for that.
Json location(const RepositoryPlace& cause) {
  return Json::Object{{"file", json_text(cause.path)},
                      {"commit", Json::Object{{"sha", std::string(40, '0')}}},
                      {"start_line", cause.start.line},
                      {"end_line", cause.end.value_or(cause.start).line}};
}

Json identifiers(const std::string& rule) {
  return Json::Array{Json::Object{{"type", "packwarden_rule"},
                                  {"name", json_text("packwarden rule " + rule)},
                                  {"value", json_text(rule)}}};
}

Json vulnerability(const Finding& finding, const TargetReport& target) {
  const RepositoryPlace cause = cause_of(finding.location, target);
  std::string description = headline(finding) + ". " + finding.message;
  if (!cause.is_published) description += " " + published_note(cause, finding.location);

  return Json::Object{
      {"id", uuid_text(sha256(stable_id(finding, target)))},
      {"name", json_text(shortened(finding.title, kLongestName))},
      {"description", json_text(without_markup(std::move(description)))},
      {"severity", severity_of(finding.severity)},
      {"solution", json_text(shortened(without_markup(finding.fix), kLongestSolution))},
      {"identifiers", identifiers(finding.rule_id)},
      {"location", location(cause)}};
}

}  // namespace

void write_gitlab(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_object();
  document.member("version", kSchemaVersion);
  document.member("scan", scan(report));
  document.key("vulnerabilities");
  document.open_array();
  for (const TargetReport& target : report.targets) {
    for (const Judged& judged : target.findings) {
      if (judged.suppressed) continue;
      document.value(vulnerability(judged.finding, target));
      hand_on(document, out);
    }
  }
  document.close_array();
  document.close_object();
  hand_on(document, out);
  out << '\n';
}

}  // namespace packwarden
