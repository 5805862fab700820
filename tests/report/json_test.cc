#include "base/json.h"

#include <gtest/gtest.h>

#include "report/sample_reports.h"

namespace packwarden {
namespace {

std::vector<std::string> keys_of(const Json* json) {
  std::vector<std::string> keys;
  if (json == nullptr || json->object() == nullptr) return {"(no object)"};
  for (const auto& [key, value] : *json->object()) keys.push_back(key);
  return keys;
}

const Json* first_of(const Json* json) {
  if (json == nullptr || json->array() == nullptr || json->array()->empty()) return nullptr;
  return &json->array()->front();
}

Json parsed(const Report& report) {
  auto json = parse_json(written("json", report), "report");
  EXPECT_TRUE(json);
  return json ? *json : Json();
}

TEST(JsonReport, HasExactlyTheKeysOfTheContractInItsOrder) {
  using Keys = std::vector<std::string>;
  TargetReport target = leaky_target();
  target.problems = incomplete_target().problems;
  target.findings.front().finding.location.original = Original{"src/a.ts", {1, 2}};
  const Json document = parsed(report_of({target}));
  EXPECT_EQ(keys_of(&document), (Keys{"schema", "tool", "status", "targets"}));
  EXPECT_EQ(keys_of(document.find("tool")), (Keys{"name", "version", "rules", "engine"}));
  const Json* first = first_of(document.find("targets"));
  EXPECT_EQ(keys_of(first),
            (Keys{"kind", "root", "name", "version", "filename", "npm_profiles", "integrity",
                  "status", "totals", "findings", "problems", "notes"}));
  EXPECT_EQ(keys_of(first->find("totals")),
            (Keys{"entries", "bytes", "entries_scanned", "bytes_scanned", "entries_named",
                  "bytes_named", "suppressed"}));
  const Json* finding = first_of(first->find("findings"));
  EXPECT_EQ(keys_of(finding), (Keys{"rule",  "kind",    "title",       "severity",   "confidence",
                                    "class", "message", "fix",         "path",       "npm_profiles",
                                    "span",  "start",   "end",         "via",        "original",
                                    "also",  "preview", "fingerprint", "suppressed", "fails"}));
  EXPECT_EQ(keys_of(finding->find("span")), (Keys{"begin", "end"}));
  EXPECT_EQ(keys_of(finding->find("start")), (Keys{"line", "column"}));
  EXPECT_EQ(keys_of(finding->find("end")), (Keys{"line", "column"}));
  EXPECT_EQ(keys_of(finding->find("original")), (Keys{"path", "line", "column"}));
  EXPECT_EQ(keys_of(first_of(finding->find("also"))),
            (Keys{"rule", "path", "npm_profiles", "span", "start", "end", "via", "original"}));
  const Json* problem = first_of(first->find("problems"));
  EXPECT_EQ(keys_of(problem), (Keys{"kind", "where", "what", "limit"}));
  EXPECT_EQ(keys_of(problem->find("limit")), (Keys{"name", "value"}));
}

TEST(JsonReport, WritesNullAndEmptyListsWhereNothingIsKnown) {
  EXPECT_EQ(written("json", {{"0.1.0", "", ""}, {TargetReport{}}}), R"({
  "schema": "packwarden/report/1",
  "tool": {
    "name": "packwarden",
    "version": "0.1.0",
    "rules": null,
    "engine": null
  },
  "status": "incomplete",
  "targets": [
    {
      "kind": "paths",
      "root": null,
      "name": null,
      "version": null,
      "filename": null,
      "npm_profiles": [],
      "integrity": null,
      "status": "incomplete",
      "totals": {
        "entries": 0,
        "bytes": 0,
        "entries_scanned": 0,
        "bytes_scanned": 0,
        "entries_named": 0,
        "bytes_named": 0,
        "suppressed": 0
      },
      "findings": [],
      "problems": [],
      "notes": []
    }
  ]
}
)");
}

TEST(JsonReport, WritesAReportWithoutTargets) {
  EXPECT_EQ(written("json", {{"0.1.0", "sha256:00", "re2"}, {}}), R"({
  "schema": "packwarden/report/1",
  "tool": {
    "name": "packwarden",
    "version": "0.1.0",
    "rules": "sha256:00",
    "engine": "re2"
  },
  "status": "incomplete",
  "targets": []
}
)");
}

/// The leaky target with one finding, and the problems of the incomplete one.
TargetReport eventful_target() {
  TargetReport target = leaky_target();
  target.findings.resize(2);
  target.findings.erase(target.findings.begin());
  AlsoAt other = leaky_target().findings.front().finding.also.front();
  other.npm_profiles = {12};
  other.location.via = {"hex"};
  other.location.original = Original{"src/a.ts", {1, 2}};
  target.findings.front().finding.also = {other};
  target.problems = incomplete_target().problems;
  target.notes.push_back("a second note");
  target.named = {1, 5};
  return target;
}

/// What is written of it.
constexpr const char* kEventful = R"json({
  "schema": "packwarden/report/1",
  "tool": {
    "name": "packwarden",
    "version": "0.1.0",
    "rules": "sha256:00",
    "engine": "re2"
  },
  "status": "incomplete",
  "targets": [
    {
      "kind": "package",
      "root": ".",
      "name": "leaky-demo",
      "version": "1.0.0",
      "filename": "leaky-demo-1.0.0.tgz",
      "npm_profiles": [
        11,
        12
      ],
      "integrity": null,
      "status": "incomplete",
      "totals": {
        "entries": 3,
        "bytes": 1234567,
        "entries_scanned": 3,
        "bytes_scanned": 1234567,
        "entries_named": 1,
        "bytes_named": 5,
        "suppressed": 0
      },
      "findings": [
        {
          "rule": "npm-access-token",
          "kind": "secret",
          "title": "npm access token",
          "severity": "medium",
          "confidence": "low",
          "class": "secret",
          "message": "Whoever holds it can publish every package of its owner, and install scripts of these run on the machines of everyone who installs them.",
          "fix": "Revoke it with `npm token revoke`, then take it out of the file.",
          "path": "dist/index.js",
          "npm_profiles": [
            11,
            12
          ],
          "span": {
            "begin": 120,
            "end": 160
          },
          "start": {
            "line": 9,
            "column": 1
          },
          "end": {
            "line": 9,
            "column": 41
          },
          "via": [
            "source-map",
            "base64"
          ],
          "original": {
            "path": "src/config.ts",
            "line": 12,
            "column": 5
          },
          "also": [
            {
              "rule": "npm-access-token",
              "path": "lib/a.js",
              "npm_profiles": [
                12
              ],
              "span": {
                "begin": 120,
                "end": 160
              },
              "start": {
                "line": 3,
                "column": 17
              },
              "end": {
                "line": 3,
                "column": 57
              },
              "via": [
                "hex"
              ],
              "original": {
                "path": "src/a.ts",
                "line": 1,
                "column": 2
              }
            }
          ],
          "preview": "npm_… (40 bytes)",
          "fingerprint": "00112233445566778899aabbccddeeff",
          "suppressed": null,
          "fails": false
        }
      ],
      "problems": [
        {
          "kind": "limit",
          "where": "data.bin",
          "what": "the entry is too large (limit entry-bytes = 134217728)",
          "limit": {
            "name": "entry-bytes",
            "value": 134217728
          }
        },
        {
          "kind": "io",
          "where": "",
          "what": "the end of the archive is missing",
          "limit": null
        }
      ],
      "notes": [
        "npm 12 leaves out npm-shrinkwrap.json, npm 11 packs it",
        "a second note"
      ]
    }
  ]
}
)json";

TEST(JsonReport, WritesEverythingThatIsKnown) {
  EXPECT_EQ(written("json", {{"0.1.0", "sha256:00", "re2"}, {eventful_target()}}), kEventful);
}

TEST(JsonReport, GivesAClassToSecretsOnly) {
  TargetReport target = clean_target();
  Finding content;
  content.kind = FindingKind::content;
  content.rule_id = "dotfile";
  target.findings = {{content, std::nullopt, false},
                     {public_key_at("a.js", {1, 1}), "baseline", false}};
  const Json document = parsed(report_of({target}));
  const Json::Array& findings = *first_of(document.find("targets"))->find("findings")->array();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(to_text(*findings[0].find("kind"), -1), R"("content")");
  for (const char* key : {"class", "preview", "fingerprint", "original", "suppressed"}) {
    EXPECT_TRUE(findings[0].find(key)->is_null()) << key;
  }
  EXPECT_EQ(to_text(*findings[1].find("class"), -1), R"("public")");
  EXPECT_EQ(to_text(*findings[1].find("suppressed"), -1), R"("baseline")");
}

struct TextRow {
  const char* raw;
  const char* json;
};

TEST(JsonReport, WritesHostileTextSoThatNoTerminalObeysIt) {
  const TextRow rows[] = {
      {"\x1B[2J", R"("\u001b[2J")"},
      {"a\nb\r", R"("a\nb\r")"},
      {"a\x7F", R"("a\u007f")"},
      {"\xC2\x9B"
       "2J",
       R"("\u009b2J")"},
      {"a\u202Eb", R"("a\u202eb")"},
      {"a\u2028b", R"("a\u2028b")"},
      {"\uFEFF", R"("\ufeff")"},
      {"a\xFF\xC3(", "\"a\uFFFD\uFFFD(\""},
      {"\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\""},
      {"日本 ü \U0001F600", "\"日本 ü \U0001F600\""},
      {"##vso[x", R"("#\u0023vso[x")"},
      {"\"\\/", R"("\"\\/")"},
  };
  for (const TextRow& row : rows) {
    TargetReport target = incomplete_target();
    target.problems = {{ErrorKind::io, row.raw, row.raw, std::nullopt}};
    const std::string text = written("json", report_of({target}));
    EXPECT_NE(text.find(std::string("\"where\": ") + row.json + ","), text.npos) << text;
    EXPECT_NE(text.find(std::string("\"what\": ") + row.json + ","), text.npos) << text;
    EXPECT_TRUE(parse_json(text, "report"));
  }
}

TEST(JsonReport, EscapesKeepTheMeaning) {
  TargetReport target = clean_target();
  target.notes = {"\x1B \x7F \u009B \u061C \u202E …"};
  const Json document = parsed(report_of({target}));
  const Json* note = first_of(first_of(document.find("targets"))->find("notes"));
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(*note->string(), target.notes.front());
}

TEST(JsonReport, DoesNotDependOnTheStyle) {
  const Report report = report_of({leaky_target(), incomplete_target()});
  EXPECT_EQ(written("json", report), written("json", report, {true, Verbosity::verbose}));
  EXPECT_EQ(written("json", report), written("json", report, {false, Verbosity::quiet}));
}

TEST(JsonReport, StatusesOfTargetsStandBesideTheWorst) {
  const Json document = parsed(report_of({clean_target(), leaky_target()}));
  EXPECT_EQ(*document.find("status")->string(), "findings");
  const Json::Array& targets = *document.find("targets")->array();
  EXPECT_EQ(*targets[0].find("status")->string(), "clean");
  EXPECT_EQ(*targets[1].find("status")->string(), "findings");
  EXPECT_EQ(to_text(*targets[1].find("totals")->find("suppressed"), -1), "1");
}

}  // namespace
}  // namespace packwarden
