#include "report/json_parts.h"

#include <optional>
#include <ostream>

#include "base/text.h"
#include "report/inert_json.h"
#include "report/verdict.h"

namespace packwarden {
namespace {

Json place(const LineColumn& at) { return Json::Object{{"line", at.line}, {"column", at.column}}; }

Json span(const ByteSpan& bytes) {
  return Json::Object{{"begin", bytes.begin}, {"end", bytes.end}};
}

Json original(const std::optional<Original>& author) {
  if (!author) return nullptr;
  return Json::Object{{"path", json_text(author->path)},
                      {"line", author->start.line},
                      {"column", author->start.column}};
}

Json also(const std::vector<AlsoAt>& places) {
  Json::Array out;
  out.reserve(places.size());
  for (const AlsoAt& other : places) {
    out.push_back(Json::Object{{"rule", json_text(other.rule_id)},
                               {"path", json_text(other.location.path)},
                               {"npm_profiles", json_numbers(other.npm_profiles)},
                               {"span", span(other.location.span)},
                               {"start", place(other.location.start)},
                               {"end", place(other.location.end)},
                               {"via", json_texts(other.location.via)},
                               {"original", original(other.location.original)}});
  }
  return out;
}

Json class_of(const Finding& finding) {
  if (finding.kind != FindingKind::secret) return nullptr;
  return name_of(finding.secret_class);
}

Json limit(const std::optional<Limit>& reached) {
  if (!reached) return nullptr;
  return Json::Object{{"name", json_text(reached->name)}, {"value", reached->value}};
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

}  // namespace

Json json_text(std::string_view bytes) { return to_valid_utf8(bytes); }

Json json_text_or_null(std::string_view bytes) { return bytes.empty() ? Json() : json_text(bytes); }

Json json_texts(const std::vector<std::string>& values) {
  Json::Array out;
  out.reserve(values.size());
  for (const std::string& value : values) out.push_back(json_text(value));
  return out;
}

Json json_numbers(const std::vector<int>& values) {
  return Json::Array(values.begin(), values.end());
}

Json json_of(const Judged& judged) {
  const Finding& found = judged.finding;
  const Location& location = found.location;
  Json::Object out;
  out.reserve(20);
  out.emplace_back("rule", json_text(found.rule_id));
  out.emplace_back("kind", name_of(found.kind));
  out.emplace_back("title", json_text(found.title));
  out.emplace_back("severity", name_of(found.severity));
  out.emplace_back("confidence", name_of(found.confidence));
  out.emplace_back("class", class_of(found));
  out.emplace_back("message", json_text(found.message));
  out.emplace_back("fix", json_text(found.fix));
  out.emplace_back("path", json_text(location.path));
  out.emplace_back("npm_profiles", json_numbers(found.npm_profiles));
  out.emplace_back("span", span(location.span));
  out.emplace_back("start", place(location.start));
  out.emplace_back("end", place(location.end));
  out.emplace_back("via", json_texts(location.via));
  out.emplace_back("original", original(location.original));
  out.emplace_back("also", also(found.also));
  out.emplace_back("preview", json_text_or_null(found.preview));
  out.emplace_back("fingerprint", json_text_or_null(found.fingerprint));
  out.emplace_back("suppressed", judged.suppressed ? json_text(*judged.suppressed) : Json());
  out.emplace_back("fails", judged.fails);
  return out;
}

Json json_of(const ListedChange& changed) {
  return Json::Object{{"path", json_text(changed.path)},
                      {"change", name_of(changed.change)},
                      {"bytes_before", changed.bytes_before},
                      {"bytes", changed.bytes}};
}

Json json_of(const Error& error) {
  return Json::Object{{"kind", name_of(error.kind)},
                      {"where", json_text(error.where)},
                      {"what", json_text(error.what)},
                      {"limit", limit(error.limit)}};
}

Json json_of(const ToolFacts& facts) {
  return Json::Object{{"name", "packwarden"},
                      {"version", json_text(facts.version)},
                      {"rules", json_text_or_null(facts.rules)},
                      {"engine", json_text_or_null(facts.engine)}};
}

Json::Object json_head_of(const TargetReport& target) {
  const SourceFacts& facts = target.facts;
  return {{"kind", name_of(facts.kind)},
          {"root", json_text_or_null(facts.root)},
          {"name", json_text_or_null(facts.name)},
          {"version", json_text_or_null(facts.version)},
          {"filename", json_text_or_null(facts.filename)},
          {"npm_profiles", json_numbers(facts.npm_profiles)},
          {"integrity", json_text_or_null(target.digests.integrity)},
          {"status", name_of(status_of(target))},
          {"totals", totals(target)}};
}

void hand_on(JsonWriter& document, std::ostream& out) { out << made_inert(document.take()); }

}  // namespace packwarden
