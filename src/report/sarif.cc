#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "base/text.h"
#include "report/json_parts.h"
#include "report/ranking.h"
#include "report/repository_place.h"
#include "report/sarif_rules.h"
#include "report/text_forms.h"
#include "report/writers.h"

// SARIF 2.1.0 (OASIS Standard, with Errata 01), as GitHub's code scanning takes it. Columns count
// units of UTF-16, as that is what source maps have, too.
namespace packwarden {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// GitHub refuses more runs, keeps no more results of a run, and shows no more places of a result.
constexpr std::size_t kMostRuns = 20;
constexpr std::size_t kMostResults = 5000;
constexpr std::size_t kMostRelated = 100;

Json message(std::string text) {
  return Json::Object{{"text", json_text(without_links(std::move(text)))}};
}

/// Where only the start is known, one column stands for what begins there.
Json region(const RepositoryPlace& place) {
  const std::uint64_t column = place.start.utf16_column();
  return Json::Object{{"startLine", place.start.line},
                      {"startColumn", column},
                      {"endLine", place.end ? place.end->line : place.start.line},
                      {"endColumn", place.end ? place.end->utf16_column() : column + 1}};
}

Json artifact(std::string_view path) { return Json::Object{{"uri", uri_of_path(path)}}; }

Json physical(const RepositoryPlace& place) {
  return Json::Object{{"artifactLocation", artifact(place.path)}, {"region", region(place)}};
}

Json related(std::size_t id, const RepositoryPlace& place, std::string what) {
  return Json::Object{{"id", std::uint64_t{id}},
                      {"physicalLocation", physical(place)},
                      {"message", message(std::move(what))}};
}

/// What was published, where the first location is the cause, and further places.
Json related_locations(const RankedFinding& ranked, const RepositoryPlace& cause) {
  const Finding& finding = ranked.judged->finding;
  Json::Array out;
  if (!cause.is_published) {
    out.push_back(related(1, published_place(finding.location, *ranked.target),
                          "published in " + finding.location.path));
  }
  for (const AlsoAt& other : finding.also) {
    if (out.size() == kMostRelated) break;
    out.push_back(related(out.size() + 1, published_place(other.location, *ranked.target),
                          other.rule_id + " in " + other.location.path));
  }
  return out;
}

std::string_view level_of(const Judged& judged) {
  if (judged.fails) return "error";
  return judged.finding.severity >= Severity::medium ? "warning" : "note";
}

/// If one result of a run has a list of them, all must have one (section 3.27.23).
Json suppressions(const Judged& judged) {
  if (!judged.suppressed) return Json::Array();
  return Json::Array{
      Json::Object{{"kind", "external"}, {"justification", json_text(*judged.suppressed)}}};
}

Json properties(const Finding& finding) {
  Json::Object out = {{"severity", name_of(finding.severity)},
                      {"confidence", name_of(finding.confidence)}};
  if (finding.kind == FindingKind::secret) out.emplace_back("class", name_of(finding.secret_class));
  out.emplace_back("publishedPath", json_text(finding.location.path));
  out.emplace_back("byteOffset", finding.location.span.begin);
  out.emplace_back("byteLength", finding.location.span.size());
  out.emplace_back("via", json_texts(finding.location.via));
  out.emplace_back("npmProfiles", json_numbers(finding.npm_profiles));
  return out;
}

/// Fingerprints tell the findings of one target apart.
enum class Fingerprints : std::uint8_t { of_one_target, of_several };

std::string fingerprint_of(const RankedFinding& ranked, Fingerprints prints) {
  const Finding& finding = ranked.judged->finding;
  const bool is_enough = prints == Fingerprints::of_one_target && !finding.fingerprint.empty();
  return is_enough ? finding.fingerprint : stable_id(finding, *ranked.target);
}

Json result(const RankedFinding& ranked, const SarifRules& rules, Fingerprints prints) {
  const Finding& finding = ranked.judged->finding;
  const RepositoryPlace cause = cause_of(finding.location, *ranked.target);
  std::string text = headline(finding) + ". " + advice(finding);
  if (!cause.is_published) text += " " + published_note(cause, finding.location);
  return Json::Object{
      {"ruleId", json_text(finding.rule_id)},
      {"ruleIndex", std::uint64_t{rules.index_of(finding.rule_id)}},
      {"level", level_of(*ranked.judged)},
      {"message", message(std::move(text))},
      {"locations", Json::Array{Json::Object{{"physicalLocation", physical(cause)}}}},
      {"relatedLocations", related_locations(ranked, cause)},
      {"partialFingerprints",
       Json::Object{{"packwardenFingerprint/v1", fingerprint_of(ranked, prints)}}},
      {"suppressions", suppressions(*ranked.judged)},
      {"properties", properties(finding)}};
}

/// One run: the targets in it, and what tells it from others.
struct Run {
  std::vector<const TargetReport*> targets;
  std::string category;
};

Json notification(std::string_view level, std::string_view id, std::string text,
                  std::string_view path) {
  return Json::Object{
      {"level", level},
      {"descriptor", Json::Object{{"id", id}}},
      {"message", message(std::move(text))},
      {"locations",
       Json::Array{Json::Object{
           {"physicalLocation", Json::Object{{"artifactLocation", artifact(path)}}}}}}};
}

/// Why a target is not complete, and its notes.
void add_notifications(const TargetReport& target, Json::Array& out) {
  const std::string place = place_of_target(target);
  const std::vector<std::string> gaps = gaps_of(target);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const std::string_view id =
        i < target.problems.size() ? name_of(target.problems[i].kind) : "incomplete";
    out.push_back(notification("error", id, gaps[i], place));
  }
  for (const std::string& note : target.notes) {
    out.push_back(notification("note", "note", note, place));
  }
}

/// The audit itself.
Json invocation(const Run& run, std::size_t left_out) {
  bool is_whole = !run.targets.empty();
  Json::Array notes;
  if (!is_whole) notes.push_back(notification("error", "incomplete", "nothing was examined", "."));
  for (const TargetReport* target : run.targets) {
    is_whole = is_whole && status_of(*target) != ReportStatus::incomplete;
    add_notifications(*target, notes);
  }
  if (left_out > 0) {
    notes.push_back(notification("warning", "limit",
                                 counted(left_out, "result") +
                                     " of less weight left out: GitHub "
                                     "keeps " +
                                     grouped(kMostResults) + " of a run",
                                 place_of_target(*run.targets.front())));
  }
  return Json::Object{{"executionSuccessful", is_whole},
                      {"toolExecutionNotifications", std::move(notes)}};
}

Json driver(const ToolFacts& facts, const SarifRules& rules) {
  return Json::Object{{"name", "packwarden"},
                      {"version", json_text(facts.version)},
                      {"rules", rules.descriptors()},
                      {"properties", Json::Object{{"rules", json_text_or_null(facts.rules)},
                                                  {"engine", json_text_or_null(facts.engine)}}}};
}

/// The worst results, in the order of the report.
std::vector<RankedFinding> kept_results(const Run& run, std::size_t& left_out) {
  std::vector<RankedFinding> all = worst_first(run.targets);
  left_out = all.size() - std::min(all.size(), kMostResults);
  all.resize(all.size() - left_out);
  std::set<const Judged*> kept;
  for (const RankedFinding& ranked : all) kept.insert(ranked.judged);
  std::vector<RankedFinding> out;
  for (const TargetReport* target : run.targets) {
    for (const Judged& judged : target->findings) {
      if (kept.contains(&judged)) out.push_back({&judged, target});
    }
  }
  return out;
}

void write_run(JsonWriter& document, const Run& run, const ToolFacts& facts, std::ostream& out) {
  std::size_t left_out = 0;
  const std::vector<RankedFinding> results = kept_results(run, left_out);
  const SarifRules rules(results);
  const bool is_shared = run.targets.size() > 1;
  const Fingerprints prints = is_shared ? Fingerprints::of_several : Fingerprints::of_one_target;
  document.open_object();
  document.member("tool", Json::Object{{"driver", driver(facts, rules)}});
  document.member("automationDetails", Json::Object{{"id", json_text(run.category)}});
  document.member("columnKind", "utf16CodeUnits");
  document.member("invocations", Json::Array{invocation(run, left_out)});
  document.key("results");
  document.open_array();
  for (const RankedFinding& ranked : results) {
    document.value(result(ranked, rules, prints));
    hand_on(document, out);
  }
  document.close_array();
  document.close_object();
}

/// "packwarden/NAME/": GitHub takes what is in front of the last slash for the category, in which
/// results of a later analysis take the place of earlier ones.
std::string category_of(const TargetReport& target, std::set<std::string>& taken) {
  const std::string& name = target.facts.name;
  std::string out = "packwarden/" + (name.empty() ? "" : name + "/");
  if (taken.insert(out).second) return out;
  const std::string& directory = target.whereabouts.directory;
  out += (directory.empty() ? target.facts.root : directory) + "/";
  while (!taken.insert(out).second) out += "again/";
  return out;
}

std::vector<Run> runs_of(const Report& report) {
  if (report.targets.empty() || report.targets.size() > kMostRuns) {
    return {{targets_in(report), "packwarden/"}};
  }
  std::vector<Run> out;
  std::set<std::string> taken;
  for (const TargetReport& target : report.targets) {
    out.push_back({{&target}, category_of(target, taken)});
  }
  return out;
}

}  // namespace

void write_sarif(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  JsonWriter document(2);
  document.open_object();
  document.member("$schema", kSchema);
  document.member("version", "2.1.0");
  document.key("runs");
  document.open_array();
  for (const Run& run : runs_of(report)) write_run(document, run, report.tool, out);
  document.close_array();
  document.close_object();
  hand_on(document, out);
  out << '\n';
}

}  // namespace packwarden
