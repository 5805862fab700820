#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <tuple>

#include "app/audit_options.h"
#include "app/catalogue.h"
#include "app/output.h"
#include "app/rule_files.h"
#include "base/text.h"
#include "source/files_source.h"
#include "tool/printing.h"
#include "tool/rows.h"
#include "validate/inspector.h"

namespace packwarden {
namespace {

struct Texts {
  std::vector<std::string> files;
  std::vector<std::string> rule_files;
  std::string rule;
  bool json = false;
};

/// Where a rule matches.
struct Place {
  const Finding* finding = nullptr;  // of which it is one place
  std::string_view rule;
  const Location* location = nullptr;
};

std::vector<Place> places_of(const std::vector<Finding>& findings, std::string_view rule) {
  std::vector<Place> out;
  for (const Finding& finding : findings) {
    out.push_back({&finding, finding.rule_id, &finding.location});
    for (const AlsoAt& also : finding.also) {
      out.push_back({&finding, also.rule_id, &also.location});
    }
  }
  std::erase_if(out, [&](const Place& place) { return !rule.empty() && place.rule != rule; });
  const auto key = [](const Place& place) {
    return std::tuple(std::string_view(place.location->path), place.location->span.begin,
                      place.rule);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Place& a, const Place& b) { return key(a) < key(b); });
  return out;
}

/// A further rule on the bytes of a finding is as sure as nobody says.
std::string_view confidence_of(const Place& place) {
  return place.rule == place.finding->rule_id ? name_of(place.finding->confidence) : "also";
}

Json json_of(const LineColumn& place) {
  return Json::Object{{"line", place.line}, {"column", place.column}};
}

Json json_of(const Place& place) {
  const Location& at = *place.location;
  return Json::Object{{"rule", place.rule},
                      {"confidence", confidence_of(place)},
                      {"path", at.path},
                      {"span", Json::Object{{"begin", at.span.begin}, {"end", at.span.end}}},
                      {"start", json_of(at.start)},
                      {"end", json_of(at.end)},
                      {"via", Json::Array(at.via.begin(), at.via.end())},
                      {"preview", place.finding->preview}};
}

void write_place(Page& page, const Place& place) {
  const LineColumn& start = place.location->start;
  std::string confidence(confidence_of(place));
  confidence.resize(9, ' ');
  const std::string at =
      place.location->path + ":" + std::to_string(start.line) + ":" + std::to_string(start.column);
  std::vector<Word> words = {{std::string(place.rule), Tone::strong}, {at}};
  for (const std::string& layer : place.location->via) words.push_back({"via " + layer});
  for (Word& word : prose(place.finding->preview)) words.push_back(std::move(word));
  page.line({confidence, 11, Tone::faint}, words);
}

Result<void> print(const std::vector<Place>& places, const Texts& texts) {
  if (texts.json) {
    Json::Array matches;
    for (const Place& place : places) matches.push_back(json_of(place));
    return print_json(
        Json::Object{{"schema", "packwarden/rules-test/1"}, {"matches", std::move(matches)}});
  }
  return print_page([&](Page& page) {
    for (const Place& place : places) write_place(page, place);
    const std::string what = texts.rule.empty() ? "Rules fire" : texts.rule + " fires";
    page.line({}, places.empty() ? prose(texts.rule.empty() ? "No rule fires."
                                                            : texts.rule + " does not fire.")
                                 : prose(what + " at " + counted(places.size(), "place") + "."));
  });
}

/// What is found in files, and whether all of them could be looked into.
struct Looked {
  std::vector<Finding> findings;
  std::vector<Error> problems;
};

void look_into(const Entry& entry, Inspector& inspector, Looked& out) {
  const std::string shown = inspector.conceal(entry.path);
  const ContentSink content = {out.findings, [](const Member& /*member*/) {}};
  Result<void> outcome = inspector.inspect(shown, entry.bytes, out.findings, &content);
  if (!outcome) out.problems.push_back(std::move(outcome.error()));
}

Result<Looked> look(const Texts& texts, const Database& database) {
  TRY_ASSIGN(const ValueTagger tagger, ValueTagger::create());
  TRY_ASSIGN(Inspector inspector, Inspector::create({database, tagger}));
  const auto source = files_source(texts.files, {});
  TRY(source->open());
  Looked out;
  TRY(source->read(
      [&](const Entry& entry) {
        look_into(entry, inspector, out);
        return true;
      },
      [&](UnreadEntry unread) { out.problems.push_back(std::move(unread.error)); }));
  for (Error& problem : out.problems) problem.where = inspector.conceal(problem.where);
  return out;
}

Result<ExitStatus> test_rules(const Texts& texts) {
  TRY_ASSIGN(Database built_in, Database::built_in(EngineKind::fastest));
  TRY_ASSIGN(const Database database, with_rule_files(std::move(built_in), texts.rule_files));
  if (!texts.rule.empty()) TRY(entry_called(texts.rule, catalogue(database)));
  TRY_ASSIGN(const Looked looked, look(texts, database));
  TRY(print(places_of(looked.findings, texts.rule), texts));
  for (const Error& problem : looked.problems) {
    TRY(write_all(STDERR_FILENO,
                  "packwarden: " + printable(problem.where) + ": " + problem.what + "\n",
                  "standard error"));
  }
  return looked.problems.empty() ? ExitStatus::clean : ExitStatus::incomplete;
}

}  // namespace

Action add_rules_test(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("FILE", texts->files, "Files, directories and archives, or - for standard input")
      ->required();
  app.add_option("--rule", texts->rule, "What this one finds, and nothing else")->type_name("ID");
  add_rules_option(app, texts->rule_files);
  app.add_flag("--json", texts->json, "One document for programs, schema packwarden/rules-test/1");
  return [texts] { return test_rules(*texts); };
}

}  // namespace packwarden
