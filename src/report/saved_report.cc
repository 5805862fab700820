#include "report/saved_report.h"

#include "base/json.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostTextBytes = 4096;
constexpr std::size_t kMostLayers = 64;
constexpr std::size_t kShortestPrefix = 4;

std::string cut(const std::string& text) { return text.substr(0, kMostTextBytes); }

std::string text_of(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value != nullptr && value->string() != nullptr ? cut(*value->string()) : std::string();
}

/// A number that counts from one; 0 where there is none.
std::uint32_t count_of(const Json& object, std::string_view key) {
  constexpr double kMost = 4e9;
  const Json* value = object.find(key);
  if (value == nullptr || !(value->number() >= 1 && value->number() <= kMost)) return 0;
  return static_cast<std::uint32_t>(value->number());
}

LineColumn place_of(const Json& finding) {
  const Json* start = finding.find("start");
  LineColumn out;
  out.line = start == nullptr ? 0 : count_of(*start, "line");
  out.column = start == nullptr ? 0 : count_of(*start, "column");
  return out;
}

std::vector<std::string> layers_of(const Json& finding) {
  std::vector<std::string> out;
  const Json* via = finding.find("via");
  if (via == nullptr || via->array() == nullptr) return out;
  for (const Json& layer : *via->array()) {
    if (layer.string() != nullptr && out.size() < kMostLayers) out.push_back(cut(*layer.string()));
  }
  return out;
}

SavedFinding finding_of(const Json& json, const std::string& target) {
  SavedFinding out;
  out.target = target;
  out.rule = text_of(json, "rule");
  out.kind = text_of(json, "kind");
  out.title = text_of(json, "title");
  out.severity = text_of(json, "severity");
  out.confidence = text_of(json, "confidence");
  out.message = text_of(json, "message");
  out.fix = text_of(json, "fix");
  out.path = text_of(json, "path");
  out.start = place_of(json);
  out.via = layers_of(json);
  out.preview = text_of(json, "preview");
  out.fingerprint = text_of(json, "fingerprint");
  out.suppressed = text_of(json, "suppressed");
  const Json* fails = json.find("fails");
  out.fails = fails != nullptr && fails->boolean() != nullptr && *fails->boolean();
  return out;
}

void add_target(const Json& target, std::vector<SavedFinding>& out) {
  const Json* findings = target.find("findings");
  if (findings == nullptr || findings->array() == nullptr) return;
  const std::string name = text_of(target, "name");
  const std::string shown = name.empty() ? text_of(target, "root") : name;
  for (const Json& finding : *findings->array()) out.push_back(finding_of(finding, shown));
}

}  // namespace

Result<std::vector<SavedFinding>> parse_saved_report(std::string_view text,
                                                     std::string_view where) {
  constexpr std::size_t kDeepest = 32;
  TRY_ASSIGN(const Json document, parse_json(text, where, {.max_depth = kDeepest}));
  const Json* targets = document.find("targets");
  if (text_of(document, "schema") != "packwarden/report/1" || targets == nullptr ||
      targets->array() == nullptr) {
    return fail(ErrorKind::format, std::string(where),
                "is no report of packwarden: --format json=FILE writes one");
  }
  std::vector<SavedFinding> out;
  for (const Json& target : *targets->array()) add_target(target, out);
  return out;
}

std::vector<const SavedFinding*> findings_called(std::string_view prefix,
                                                 const std::vector<SavedFinding>& findings) {
  std::vector<const SavedFinding*> out;
  if (prefix.size() < kShortestPrefix) return out;
  for (const SavedFinding& finding : findings) {
    if (finding.fingerprint.starts_with(prefix)) out.push_back(&finding);
  }
  return out;
}

}  // namespace packwarden
