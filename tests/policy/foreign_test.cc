#include "policy/foreign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "policy/foreign_match.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return out;
}

/// What a suppression is of, in short.
std::string shown(const ForeignSuppression& one) {
  std::string out = one.where + " " + (one.path.empty() ? joined(one.patterns) : one.path);
  if (one.line > 0) out += ":" + std::to_string(one.line);
  if (one.digest) out += " sha1:" + to_hex(*one.digest).substr(0, 4);
  if (!one.rule.empty()) out += " of " + one.rule;
  return out + " (" + one.reason + ")";
}

/// One line for each suppression, and behind "-" one for each thing that is not carried over.
std::vector<std::string> read(std::string_view format, std::string_view text) {
  const auto policy = foreign_format(format)->read(text, "f");
  if (!policy) return {policy.error().where + ": " + policy.error().what};
  std::vector<std::string> out;
  for (const ForeignSuppression& one : policy->suppressions) out.push_back(shown(one));
  for (const NotCarriedOver& one : policy->not_carried_over) {
    out.push_back("- " + one.where + " " + one.what + ": " + one.why);
  }
  return out;
}

TEST(Foreign, IsToldByItsName) {
  for (const ForeignFormat& format : foreign_formats()) {
    EXPECT_EQ(foreign_format_of("a/" + std::string(format.file_name)), &format);
    EXPECT_EQ(foreign_format(format.name), &format);
  }
  EXPECT_EQ(foreign_format_of("config/gitleaks.toml")->name, "gitleaks");
  EXPECT_EQ(foreign_format_of(".secretlintrc")->name, "secretlint");
  EXPECT_EQ(foreign_format_of("web.secrets.baseline")->name, "detect-secrets");
  EXPECT_EQ(foreign_format_of("a.json"), nullptr);
  EXPECT_EQ(foreign_format("trufflehog"), nullptr);
}

TEST(Foreign, ReadsFingerprintsOfGitleaks) {
  const std::string commit(40, 'c');
  EXPECT_THAT(
      read("gitleaks-ignore", "# known\n\nsrc/a.js:generic-api-key:12\r\n" + commit +
                                  ":src/b:c.js:jwt:3\nwhatever\na.js:jwt:0\n:jwt:1\n"),
      ElementsAre("f:3 src/a.js:12 (gitleaks: generic-api-key)", "f:4 src/b:c.js:3 (gitleaks: jwt)",
                  "- f:5 a line: is no fingerprint of gitleaks: FILE:RULE:LINE, or a "
                  "commit before it",
                  "- f:6 a line: is no fingerprint of gitleaks: FILE:RULE:LINE, or a "
                  "commit before it",
                  "- f:7 a line: is no fingerprint of gitleaks: FILE:RULE:LINE, or a "
                  "commit before it"));
}

TEST(Foreign, ReadsAllowListsOfGitleaks) {
  EXPECT_THAT(
      read("gitleaks", R"(title = "ours"
[extend]
useDefault = true
disabledRules = ["jwt"]

[[rules]]
id = "acme-token"
regex = '''acme_[a-z]{20}'''

[[rules]]
id = "npm-access-token"
  [[rules.allowlists]]
  description = "samples"
  paths = ['''^docs/''']

[allowlist]
description = "global"
paths = [
  '''package-lock\.json$''',
  '''(?i)readme''',
]
regexes = ['''^sample''']
stopwords = ["dummy"]
commits = ["abc"]

[[allowlists]]
targetRules = ["jwt", "private-key"]
paths = ['''^test/keys/''']

[[allowlists]]
condition = "AND"
paths = ['''^a/''']
regexes = ['''b''']
)"),
      ElementsAre(
          "f:19 **package-lock.json (gitleaks: global)",
          "f:28 /test/keys/** of jwt (gitleaks: allow-list)",
          "f:28 /test/keys/** of private-key (gitleaks: allow-list)",
          "f:14 /docs/** of npm-access-token (gitleaks: samples)",
          "- f:2 rules that are disabled: no rule is switched off as a whole: `allow` it for the "
          "paths where it may be",
          "- f:16 the expressions of an allow-list: values are known by fingerprints, and not by "
          "expressions",
          "- f:16 the stopwords of an allow-list: values are known by fingerprints, and not by "
          "expressions",
          "- f:16 the commits of an allow-list: what is published is looked at, and not who wrote "
          "it when",
          "- f:20 paths by an expression: an expression with flags or conditions",
          "- f:30 an allow-list of several conditions: an entry of `allow` has a rule and a path, "
          "and nothing else",
          "- f:6 the rule acme-token: is one of your own, written for gitleaks"));
}

TEST(Foreign, ReadsBaselinesOfDetectSecrets) {
  const std::string digest = to_hex(sha1("x"));
  const std::string result = R"("hashed_secret": ")" + digest + R"(", "line_number": 3)";
  EXPECT_THAT(
      read("detect-secrets", R"({
  "version": "1.5.0",
  "plugins_used": [{"name": "AWSKeyDetector"}],
  "filters_used": [
    {"path": "detect_secrets.filters.heuristic.is_templated_secret"},
    {"path": "detect_secrets.filters.regex.should_exclude_file", "pattern": ["^dist/", "a+"]},
    {"path": "detect_secrets.filters.wordlist.should_exclude_secret"}
  ],
  "results": {
    "src/a.py": [
      {"type": "Secret Keyword", "filename": "src/a.py", )" +
                                 result + R"(},
      {"type": "Private Key", )" +
                                 result + R"(},
      {"type": "JSON Web Token", )" +
                                 result + R"(, "is_secret": false},
      {"type": "AWS Access Key", )" +
                                 result + R"(, "is_secret": true},
      {"type": "Basic Auth Credentials"}
    ]
  }
})"),
      ElementsAre(
          "f:11 src/a.py sha1:11f6 (detect-secrets: Secret Keyword)",
          "f:12 src/a.py:3 (detect-secrets: Private Key)",
          "f:13 src/a.py sha1:11f6 (detect-secrets: JSON Web Token, audited as no secret)",
          "f /dist/** (detect-secrets excludes it)",
          "- f:14 AWS Access Key: was audited as a real secret: it is to be revoked, and not to be "
          "known",
          "- f:15 Basic Auth Credentials: without \"hashed_secret\" and \"line_number\"",
          "- f paths by an expression: an expression that repeats something",
          "- f the filter detect_secrets.filters.wordlist.should_exclude_secret: findings are "
          "suppressed by rule and path, or by a fingerprint, and not by a filter"));
}

TEST(Foreign, ReadsOldBaselinesOfDetectSecrets) {
  EXPECT_THAT(
      read(
          "detect-secrets",
          R"({"exclude": {"files": "^vendor/", "lines": "x"}, "results": {}, "version": "0.13.1"})"),
      ElementsAre(
          "f /vendor/** (detect-secrets excludes it)",
          "- f lines by an expression: findings are not suppressed by what their line says"));
}

TEST(Foreign, ReadsConfigurationsOfSecretlint) {
  EXPECT_THAT(
      read("secretlint", R"({
  // ours
  "rules": [
    {"id": "@secretlint/secretlint-rule-preset-recommend", "rules": [
      {"id": "@secretlint/secretlint-rule-aws", "allowMessageIds": ["AWSAccountID"],
       "options": {"allows": ["/^AKIASAMPLE/i", "sample"], "enableIDScanRule": true}},
      {"id": "@secretlint/secretlint-rule-npm", "severity": "warning", "disabled": true}
    ]}
  ]
})"),
      ElementsAre("f  sha1:8151 (secretlint: @secretlint/secretlint-rule-aws allows it)",
                  "- f the allowed messages of @secretlint/secretlint-rule-aws: messages have no "
                  "ids here: `allow` the rule for the paths where it may be",
                  "- f an expression that @secretlint/secretlint-rule-aws allows: values are known "
                  "by fingerprints, and not by expressions",
                  "- f the option enableIDScanRule of @secretlint/secretlint-rule-aws: rules have "
                  "no options here",
                  "- f @secretlint/secretlint-rule-npm is disabled: no rule is switched off as a "
                  "whole: `allow` it for the paths where it may be",
                  "- f the severity of @secretlint/secretlint-rule-npm: rules have severities of "
                  "their own here"));
}

TEST(Foreign, ReadsIgnoreFilesOfSecretlint) {
  EXPECT_THAT(read("secretlint-ignore", "# no\nnode_modules\n/dist/\n!keep\n"),
              ElementsAre("f:2 node_modules node_modules/ (secretlint ignores it)",
                          "f:3 /dist/ (secretlint ignores it)",
                          "- f:4 a path: a path that is taken in again"));
}

TEST(Foreign, SaysWhatIsNothingOfTheKind) {
  EXPECT_THAT(read("gitleaks", "a = \nb"), ElementsAre("f:1:5: is no TOML"));
  EXPECT_THAT(read("detect-secrets", "{}"),
              ElementsAre("f: is no baseline of detect-secrets: without \"results\""));
  EXPECT_THAT(read("secretlint", "{}"),
              ElementsAre("f: is no configuration of secretlint: without \"rules\""));
  EXPECT_THAT(read("gitleaks-ignore", ""), IsEmpty());
}

FoundSecret found(const std::string& path, std::uint64_t line, std::string_view value = "") {
  FoundSecret out;
  out.place.rule = "jwt";
  out.place.path = path;
  out.place.fingerprint = "f" + std::to_string(line);
  out.first_line = line;
  out.last_line = line + 1;
  if (!value.empty()) out.digest = sha1(value);
  return out;
}

TEST(CarriedOver, BecomesEntriesWhereItIsFound) {
  ForeignPolicy policy;
  policy.suppressions = {
      {.where = "a:1", .reason = "one", .path = "./a", .line = 4},
      {.where = "a:2", .path = "b", .line = 9},
      {.where = "a:3", .reason = "three", .path = "b", .digest = sha1("x")},
      {.where = "a:4", .path = "b", .digest = sha1("y")},
      {.where = "a:5", .path = "c", .line = 1},
      {.where = "a:6", .reason = "six", .digest = sha1("z")},
  };
  const std::vector<FoundSecret> secrets = {found("a", 3), found("b", 5, "x"), found("d", 7, "z")};
  const CarriedOver out = carried_over(policy, secrets);
  std::vector<std::string> entries;
  for (const BaselineEntry& entry : out.entries) {
    entries.push_back(entry.path + " " + entry.fingerprint + " " + entry.reason);
  }
  EXPECT_THAT(entries, ElementsAre("a f3 one", "b f5 three", "d f7 six"));
  EXPECT_THAT(out.sources, ElementsAre("a:1", "a:3", "a:6"));
  std::vector<std::string> rest;
  for (const NotCarriedOver& one : out.rest) rest.push_back(one.where + " " + one.why);
  EXPECT_THAT(rest, ElementsAre("a:2 is not found there now; what is found there is something else",
                                "a:4 is not found there now; what is found there is something else",
                                "a:5 is not found there now: it is not needed"));
}

TEST(CarriedOver, AllowsByPathWhatIsFoundThereAndNothingElse) {
  ForeignPolicy policy;
  policy.add_expression("a:1", "^test/", "why", "");
  policy.add_expression("a:2", "^test/", "why", "aws");
  policy.add_expression("a:3", "^docs/", "why", "");
  const std::vector<FoundSecret> secrets = {found("test/a", 1), found("test/b", 2)};
  const CarriedOver out = carried_over(policy, secrets);
  ASSERT_EQ(out.allowances.size(), 1U);
  EXPECT_EQ(out.allowances[0].rule, "jwt");
  EXPECT_EQ(out.allowances[0].path, "/test/**");
  EXPECT_THAT(out.entries, IsEmpty());
  EXPECT_EQ(out.rest.size(), 2U);
}

}  // namespace
}  // namespace packwarden
