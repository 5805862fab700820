#include <utility>

#include "base/json.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "report/inert_json.h"
#include "report/verdict.h"
#include "report/writers.h"

namespace packwarden {
namespace {

/// JSON holds no bytes that are not UTF-8: they become U+FFFD. Two paths that differ in such bytes
/// alone look the same here. Their findings do not: a fingerprint is made of the raw path. Whoever
/// needs the bytes reads the text report, whose escapes keep them.
Json text(std::string_view bytes) { return to_valid_utf8(bytes); }

Json text_or_null(std::string_view bytes) { return bytes.empty() ? Json() : text(bytes); }

Json texts(const std::vector<std::string>& values) {
  Json::Array out;
  out.reserve(values.size());
  for (const std::string& value : values) out.push_back(text(value));
  return out;
}

Json numbers(const std::vector<int>& values) { return Json::Array(values.begin(), values.end()); }

Json place(const LineColumn& at) { return Json::Object{{"line", at.line}, {"column", at.column}}; }

Json span(const ByteSpan& bytes) {
  return Json::Object{{"begin", bytes.begin}, {"end", bytes.end}};
}

Json original(const std::optional<Original>& author) {
  if (!author) return nullptr;
  return Json::Object{
      {"path", text(author->path)}, {"line", author->start.line}, {"column", author->start.column}};
}

Json also(const std::vector<AlsoAt>& places) {
  Json::Array out;
  out.reserve(places.size());
  for (const AlsoAt& other : places) {
    out.push_back(Json::Object{{"rule", text(other.rule_id)},
                               {"path", text(other.location.path)},
                               {"npm_profiles", numbers(other.npm_profiles)},
                               {"span", span(other.location.span)},
                               {"start", place(other.location.start)},
                               {"end", place(other.location.end)},
                               {"via", texts(other.location.via)},
                               {"original", original(other.location.original)}});
  }
  return out;
}

Json class_of(const Finding& finding) {
  if (finding.kind != FindingKind::secret) return nullptr;
  return name_of(finding.secret_class);
}

Json finding(const Judged& judged) {
  const Finding& found = judged.finding;
  const Location& location = found.location;
  Json::Object out;
  out.reserve(20);
  out.emplace_back("rule", text(found.rule_id));
  out.emplace_back("kind", name_of(found.kind));
  out.emplace_back("title", text(found.title));
  out.emplace_back("severity", name_of(found.severity));
  out.emplace_back("confidence", name_of(found.confidence));
  out.emplace_back("class", class_of(found));
  out.emplace_back("message", text(found.message));
  out.emplace_back("fix", text(found.fix));
  out.emplace_back("path", text(location.path));
  out.emplace_back("npm_profiles", numbers(found.npm_profiles));
  out.emplace_back("span", span(location.span));
  out.emplace_back("start", place(location.start));
  out.emplace_back("end", place(location.end));
  out.emplace_back("via", texts(location.via));
  out.emplace_back("original", original(location.original));
  out.emplace_back("also", also(found.also));
  out.emplace_back("preview", text_or_null(found.preview));
  out.emplace_back("fingerprint", text_or_null(found.fingerprint));
  out.emplace_back("suppressed", judged.suppressed ? text(*judged.suppressed) : Json());
  out.emplace_back("fails", judged.fails);
  return out;
}

Json change(const ListedChange& changed) {
  return Json::Object{{"path", text(changed.path)},
                      {"change", name_of(changed.change)},
                      {"bytes_before", changed.bytes_before},
                      {"bytes", changed.bytes}};
}

Json limit(const std::optional<Limit>& reached) {
  if (!reached) return nullptr;
  return Json::Object{{"name", text(reached->name)}, {"value", reached->value}};
}

Json problem(const Error& error) {
  return Json::Object{{"kind", name_of(error.kind)},
                      {"where", text(error.where)},
                      {"what", text(error.what)},
                      {"limit", limit(error.limit)}};
}

Json totals(const TargetReport& target) {
  return Json::Object{{"entries", target.seen.entries},
                      {"bytes", target.seen.bytes},
                      {"entries_scanned", target.scanned.entries},
                      {"bytes_scanned", target.scanned.bytes},
                      {"entries_named", target.named.entries},
                      {"bytes_named", target.named.bytes},
                      {"suppressed", tally_of(target).suppressed}};
}

Json tool(const ToolFacts& facts) {
  return Json::Object{{"name", "packwarden"},
                      {"version", text(facts.version)},
                      {"rules", text_or_null(facts.rules)},
                      {"engine", text_or_null(facts.engine)}};
}

/// Hands on what is written so far. As one text, a report of many findings would stand in memory
/// twice.
void flush(JsonWriter& document, std::ostream& out) { out << made_inert(document.take()); }

template <class T>
void write_list(JsonWriter& document, std::string_view key, const std::vector<T>& values,
                Json (*json_of)(const T&), std::ostream& out) {
  document.key(key);
  document.open_array();
  for (const T& value : values) {
    document.value(json_of(value));
    flush(document, out);
  }
  document.close_array();
}

void write_target(JsonWriter& document, const TargetReport& target, std::ostream& out) {
  const SourceFacts& facts = target.facts;
  document.open_object();
  document.member("kind", name_of(facts.kind));
  document.member("root", text_or_null(facts.root));
  document.member("name", text_or_null(facts.name));
  document.member("version", text_or_null(facts.version));
  document.member("filename", text_or_null(facts.filename));
  document.member("npm_profiles", numbers(facts.npm_profiles));
  document.member("integrity", text_or_null(target.digests.integrity));
  document.member("status", name_of(status_of(target)));
  document.member("totals", totals(target));
  if (target.changes) write_list(document, "changes", *target.changes, change, out);
  write_list(document, "findings", target.findings, finding, out);
  write_list(document, "problems", target.problems, problem, out);
  document.member("notes", texts(target.notes));
  document.close_object();
}

}  // namespace

void write_json(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_object();
  document.member("schema", "packwarden/report/1");
  document.member("tool", tool(report.tool));
  document.member("status", name_of(status_of(report)));
  document.key("targets");
  document.open_array();
  for (const TargetReport& target : report.targets) write_target(document, target, out);
  document.close_array();
  document.close_object();
  flush(document, out);
  out << '\n';
}

}  // namespace packwarden
