#include "app/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "source/memory_source.h"
#include "support/audited.h"
#include "support/planted_secret.h"

namespace packwarden {
namespace {

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

TEST(Audit, EqualValuesOfAFileAreOneFinding) {
  const std::string token = npm_token();
  const auto report = audit_entries({file("a", token + "\n" + token), file("b", token)}, 1);
  ASSERT_EQ(report.findings.size(), 2U);
  ASSERT_EQ(report.findings[0].finding.also.size(), 1U);
  EXPECT_EQ(report.findings[0].finding.also[0].location.start, (LineColumn{2, 1}));
  EXPECT_EQ(report.findings[1].finding.location.path, "b");
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
  const auto report = audit_entries({file("a", npm_token()), file("a", npm_token())}, 1);
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_NE(report.findings[0].finding.fingerprint, report.findings[1].finding.fingerprint);
}

TEST(Audit, TheReportIsTheSameForAnyNumberOfThreads) {
  std::vector<Entry> entries;
  for (int i = 0; i < 3000; ++i) {
    const std::string text(static_cast<std::size_t>(i % 700), i % 5 == 0 ? 'x' : '\n');
    entries.push_back(
        file("f" + std::to_string(i % 2500), text + " " + (i % 3 == 0 ? npm_token() : "")));
  }
  const auto one = audit_entries(entries, 1);
  expect_every_entry_accounted_for(one);
  EXPECT_EQ(one.findings.size(), 1000U);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_EQ(json_of(audit_entries(entries, threads)), json_of(one)) << threads;
  }
}

}  // namespace
}  // namespace packwarden
