#include <ostream>

#include "base/json_writer.h"
#include "report/json_parts.h"
#include "report/repository_place.h"
#include "report/writers.h"

// The Diagnostic Format of reviewdog: one document, or a diagnostic a line. Columns count bytes of
// UTF-8 from 1, and the end is behind the last one, as everywhere here.
namespace packwarden {
namespace {

Json position(const LineColumn& at) {
  return Json::Object{{"line", at.line}, {"column", at.column}};
}

/// Of an author's file the column is one of UTF-16: only the line is sure.
Json range(const RepositoryPlace& place) {
  if (!place.end) return Json::Object{{"start", Json::Object{{"line", place.start.line}}}};
  return Json::Object{{"start", position(place.start)}, {"end", position(*place.end)}};
}

std::string_view severity_of(const Judged& judged) {
  if (judged.fails) return "ERROR";
  return judged.finding.severity >= Severity::medium ? "WARNING" : "INFO";
}

Json source() { return Json::Object{{"name", "packwarden"}}; }

Json diagnostic(const Judged& judged, const TargetReport& target) {
  const Finding& finding = judged.finding;
  const RepositoryPlace cause = cause_of(finding.location, target);
  std::string message = headline(finding) + ". " + advice(finding);
  if (!cause.is_published) message += " " + published_note(cause, finding.location);
  return Json::Object{
      {"message", json_text(message)},
      {"location", Json::Object{{"path", json_text(cause.path)}, {"range", range(cause)}}},
      {"severity", severity_of(judged)},
      {"source", source()},
      {"code", Json::Object{{"value", json_text(finding.rule_id)}}}};
}

Json diagnostic(const std::string& gap, const std::string& path) {
  return Json::Object{{"message", json_text("The audit is incomplete: " + gap)},
                      {"location", Json::Object{{"path", json_text(path)}}},
                      {"severity", "ERROR"},
                      {"source", source()},
                      {"code", Json::Object{{"value", "packwarden-incomplete"}}}};
}

/// Calls `take` with each diagnostic. What is suppressed is none.
template <class Take>
void each_diagnostic(const Report& report, Take take) {
  if (report.targets.empty()) take(diagnostic("nothing was examined", "package.json"));
  for (const TargetReport& target : report.targets) {
    for (const std::string& gap : gaps_of(target)) take(diagnostic(gap, place_of_target(target)));
    for (const Judged& judged : target.findings) {
      if (!judged.suppressed) take(diagnostic(judged, target));
    }
  }
}

}  // namespace

void write_rdjson(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_object();
  document.member("source", source());
  document.key("diagnostics");
  document.open_array();
  each_diagnostic(report, [&](const Json& diagnostic) {
    document.value(diagnostic);
    hand_on(document, out);
  });
  document.close_array();
  document.close_object();
  hand_on(document, out);
  out << '\n';
}

void write_rdjsonl(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  each_diagnostic(report, [&](const Json& diagnostic) {
    JsonWriter line(-1);
    line.value(diagnostic);
    hand_on(line, out);
    out << '\n';
  });
}

}  // namespace packwarden
