#include "app/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "source/memory_source.h"
#include "support/audited.h"
#include "support/planted_secret.h"
#include "support/random_value.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

/// A source that breaks off after its entries and names one that it could not read.
class BrokenSource : public Source {
 public:
  Result<SourceFacts> open() override {
    SourceFacts facts;
    facts.root = "broken";
    return facts;
  }
  Result<void> read(const EntrySink& sink, const ProblemSink& problems) override {
    sink(file("a.js", "one"));
    problems({{ErrorKind::io, "b.js", "permission denied", {}}, 7});
    return fail(ErrorKind::format, "broken", "is truncated");
  }
};

std::string json_of(const TargetReport& target) {
  Report report;
  report.targets.push_back(target);
  std::ostringstream out;
  find_reporter("json")->write(report, {}, out);
  return out.str();
}

TargetReport audit_entries(std::vector<Entry> entries, unsigned threads) {
  const auto source = memory_source(std::move(entries));
  return audit(*source, database(), Policy(), {.threads = threads, .on_progress = {}});
}

void expect_every_entry_accounted_for(const TargetReport& report) {
  EXPECT_EQ(report.seen.entries, report.scanned.entries + report.named.entries);
  EXPECT_EQ(report.seen.bytes, report.scanned.bytes + report.named.bytes);
}

TEST(Audit, FindsAPlantedSecretWithItsPlace) {
  const auto report = audit_entries({file("dist/index.js", "\n  token('" + npm_token() + "')")}, 1);
  ASSERT_EQ(report.findings.size(), 1U);
  const Finding& finding = report.findings.front().finding;
  EXPECT_EQ(finding.rule_id, "npm-access-token");
  EXPECT_EQ(finding.location.path, "dist/index.js");
  EXPECT_EQ(finding.location.span, (ByteSpan{10, 50}));
  EXPECT_EQ(finding.location.start, (LineColumn{2, 10}));
  EXPECT_EQ(finding.location.end, (LineColumn{2, 50}));
  EXPECT_EQ(finding.preview, "npm_… (40 bytes)");
  EXPECT_EQ(finding.confidence, Confidence::verified);
  EXPECT_TRUE(report.findings.front().fails);
  EXPECT_EQ(status_of(report), ReportStatus::findings);
}

/// "PATH LINE:COLUMN RULE" of a finding and of its further places.
std::vector<std::string> places_in(const Finding& finding) {
  const auto said = [](const std::string& rule, const Location& place) {
    return place.path + " " + std::to_string(place.start.line) + ":" +
           std::to_string(place.start.column) + " " + rule;
  };
  std::vector<std::string> out = {said(finding.rule_id, finding.location)};
  for (const AlsoAt& other : finding.also) out.push_back(said(other.rule_id, other.location));
  return out;
}

TEST(Audit, EqualValuesAreOneFinding) {
  const std::string token = npm_token();
  const auto report = audit_entries({file("a", token + "\n" + token), file("b", " " + token),
                                     file("c", npm_token(random_value(30)))},
                                    1);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_THAT(
      places_in(report.findings[0].finding),
      ElementsAre("a 1:1 npm-access-token", "a 2:1 npm-access-token", "b 1:2 npm-access-token"));
  EXPECT_THAT(places_in(report.findings[1].finding), ElementsAre("c 1:1 npm-access-token"));
}

TEST(Audit, AValueInANameAndInAFileIsOneFinding) {
  const std::string token = npm_token();
  const auto report = audit_entries({file("a.js", token), file("b/" + token, "x")}, 1);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].finding.also.size(), 1U);
}

TEST(Audit, AFingerprintDoesNotDependOnOtherFiles) {
  const Entry b = file("b", npm_token(random_value(30)) + "\n" + npm_token());
  const auto alone = audit_entries({b}, 1);
  const auto beside = audit_entries({file("a", npm_token(random_value(30))), b}, 1);
  ASSERT_EQ(alone.findings.size(), 2U);
  ASSERT_EQ(beside.findings.size(), 2U);
  EXPECT_EQ(beside.findings[1].finding.fingerprint, alone.findings[1].finding.fingerprint);
}

std::string encode_base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 3; ++j) {
      group = group << 8U | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    }
    for (const unsigned shift : {18U, 12U, 6U, 0U}) out += kDigits[group >> shift & 63U];
  }
  const std::size_t missing = (3 - bytes.size() % 3) % 3;
  out.replace(out.size() - missing, missing, missing, '=');
  return out;
}

struct LayeredRow {
  const char* what;
  std::string text;
};

/// In forms in which a generic rule matches, too, or the form and what it is decoded to.
TEST(Audit, ATokenInAnyFormIsOneFindingOfItsRule) {
  const std::string token = npm_token();
  const std::string base64 = encode_base64(token);
  const LayeredRow rows[] = {
      {"plain", "const apiSecret = '" + token + "';"},
      {"base64", "const apiSecret = '" + base64 + "';"},
      {"hexadecimal", "const apiSecret = '" + to_hex(token) + "';"},
      {"base64 twice", "const apiSecret = '" + encode_base64(base64) + "';"},
      {"assigned in base64", encode_base64("const apiSecret = '" + token + "';")},
      {"base64 in escapes", R"("{\"apiSecret\": \")" + base64 + R"(\"}")"},
      {"escaped", "const apiSecret = '\\u006e" + token.substr(1) + "';"},
      {"joined", "apiSecret = '" + token.substr(0, 9) + "' + '" + token.substr(9) + "';"},
      {"source map", R"({"version":3,"sourcesContent":["apiSecret = ')" + token + R"('"]})"},
      {"Kubernetes", "data:\n  password: " + base64 + "\n"},
      {"authorization", "{Authorization: 'Basic " + encode_base64("user:" + token) + "'}"},
  };
  std::vector<Entry> all;
  for (const LayeredRow& row : rows) {
    all.push_back(file(std::to_string(all.size()), row.text));
    const auto report = audit_entries({all.back()}, 1);
    ASSERT_EQ(report.findings.size(), 1U) << row.what;
    const Finding& finding = report.findings.front().finding;
    EXPECT_EQ(finding.rule_id, "npm-access-token") << row.what;
    EXPECT_EQ(finding.preview, preview(token)) << row.what;
  }
  EXPECT_EQ(audit_entries(all, 1).findings.size(), 1U);
}

TEST(Audit, NothingToExamineIsIncomplete) {
  const auto report = audit_entries({}, 1);
  EXPECT_EQ(status_of(report), ReportStatus::incomplete);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems.front().what, "nothing to examine: 0 files");
}

TEST(Audit, ASourceThatBreaksOffLosesNothing) {
  BrokenSource source;
  const auto report = audit(source, database(), Policy(), {});
  EXPECT_EQ(report.seen.entries, 2U);
  EXPECT_EQ(report.seen.bytes, 10U);
  expect_every_entry_accounted_for(report);
  ASSERT_EQ(report.problems.size(), 2U);
  EXPECT_EQ(report.problems[0].where, "b.js");
  EXPECT_EQ(report.problems[1].what, "is truncated");
  EXPECT_EQ(status_of(report), ReportStatus::incomplete);
}

TEST(Audit, ARuleThatMatchesTooOftenIsNamedAndLosesNothing) {
  std::string text = "https://ci:" + npm_token() + "@example.org\n";
  for (int i = 0; i <= 200'000; ++i) text += npm_token() + "\n";
  const auto report = audit_entries({file("many.txt", text), file("z", "x")}, 2);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems.front().where, "many.txt");
  EXPECT_EQ(report.problems.front().what,
            "the rule npm-access-token matches too often (limit matches-per-rule = 200000)");
  EXPECT_FALSE(report.findings.empty());
  EXPECT_EQ(report.scanned.entries, 1U);
  expect_every_entry_accounted_for(report);
}

TEST(Audit, FindingsOfAPathThatAnArchiveHoldsTwiceAreToldApart) {
  const auto report =
      audit_entries({file("a", npm_token()), file("a", npm_token(random_value(30)))}, 1);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_NE(report.findings[0].finding.fingerprint, report.findings[1].finding.fingerprint);
}

TEST(Audit, TheReportIsTheSameForAnyNumberOfThreads) {
  std::vector<Entry> entries;
  for (int i = 0; i < 3000; ++i) {
    const std::string text(static_cast<std::size_t>(i % 700), i % 5 == 0 ? 'x' : '\n');
    const std::string token = npm_token(random_value(30, static_cast<unsigned>(i % 400)));
    entries.push_back(file("f" + std::to_string(i % 2500), text + " " + (i % 3 == 0 ? token : "")));
  }
  const auto one = audit_entries(entries, 1);
  expect_every_entry_accounted_for(one);
  EXPECT_EQ(one.findings.size(), 400U);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_EQ(json_of(audit_entries(entries, threads)), json_of(one)) << threads;
  }
}

TEST(Audit, ChecksOfAPackageSeeItsFilesInTheirOrderForAnyNumberOfThreads) {
  std::vector<Entry> entries;
  for (int i = 0; i < 1000; ++i) {
    const std::string name = "part" + std::to_string(i);
    entries.push_back(file(name + ".js", "/*! Library of " + name + " v1.2.3 */\n"));
  }
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  const auto audit_by = [&](unsigned threads) {
    const auto source = memory_source(entries, facts);
    return json_of(audit(*source, database(), Policy(), {.threads = threads, .on_progress = {}}));
  };
  const std::string one = audit_by(1);
  EXPECT_NE(one.find("lic-vendored-code"), std::string::npos);
  for (int round = 0; round < 10; ++round) EXPECT_EQ(audit_by(round % 2 == 0 ? 2U : 8U), one);
}

}  // namespace
}  // namespace packwarden
