#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "report/github_summary.h"
#include "report/sample_reports.h"

// Whole documents beside those in tests/report/documents.
namespace packwarden {
namespace {

std::string kept(const std::string& name) {
  std::ifstream file(PACKWARDEN_DOCUMENTS "/" + name, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << name;
  std::ostringstream out;
  out << file.rdbuf();
  return std::move(out).str();
}

constexpr const char* kFormats[] = {"codeclimate", "github", "gitlab",  "junit",
                                    "ndjson",      "rdjson", "rdjsonl", "sarif"};

TEST(Documents, OfAMixedReport) {
  for (const std::string format : kFormats) {
    EXPECT_EQ(written(format, mixed_report()), kept("mixed." + format));
  }
}

TEST(Documents, DoNotDependOnTheStyle) {
  for (const std::string format : kFormats) {
    EXPECT_EQ(written(format, mixed_report(), {true, Verbosity::verbose}),
              written(format, mixed_report(), {false, Verbosity::quiet}));
  }
}

struct CleanRow {
  const char* format;
  const char* document;
};

TEST(Documents, OfACleanReport) {
  const CleanRow rows[] = {
      {"codeclimate", "[]\n"},
      {"github", "packwarden: clean: 2 files, 34.5 kB examined (status 0)\n"},
      {"junit", R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="packwarden">
  <testsuite name="packwarden: tidy-demo@1.0.0" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="packwarden" name="every file was examined"/>
  </testsuite>
</testsuites>
)"},
      {"rdjson",
       "{\n  \"source\": {\n    \"name\": \"packwarden\"\n  },\n  \"diagnostics\": []\n}\n"},
      {"rdjsonl", ""},
  };
  for (const CleanRow& row : rows) {
    EXPECT_EQ(written(row.format, report_of({clean_target()})), row.document);
  }
}

TEST(GithubReport, ShowsTenOfAType) {
  TargetReport target = clean_target();
  for (std::uint64_t i = 1; i <= 12; ++i) {
    Finding finding = npm_token_at("a.js", {i, 1});
    if (i == 12) finding.severity = Severity::critical;
    if (i != 12) finding.severity = Severity::high;
    target.findings.push_back({finding, std::nullopt, true});
  }
  const std::string text = written("github", report_of({target}));
  EXPECT_TRUE(text.starts_with("::error file=a.js,line=12,endLine=12,col=1,endColumn=41,")) << text;
  EXPECT_NE(text.find("line=8,"), std::string::npos);
  EXPECT_EQ(text.find("line=9,"), std::string::npos);
  EXPECT_NE(text.find("\n::error title=packwarden::+3 more: "), std::string::npos);
}

TEST(GithubReport, EscapesWhatTheRunnerTakesApart) {
  TargetReport target = clean_target();
  Finding finding = npm_token_at("a,b:c%=d.js", {1, 1});
  finding.title = "100%: a, b";
  finding.location.end = {2, 5};
  target.findings = {{finding, std::nullopt, true}};
  const std::string text = written("github", report_of({target}));
  EXPECT_TRUE(
      text.starts_with("::error file=a%2Cb%3Ac%25=d.js,line=1,endLine=2,title=critical%3A "
                       "100%25%3A a%2C b (npm-access-token)::100%25: a, b: npm_… "))
      << text;
}

TEST(GithubSummary, ListsTheWorstFirst) {
  EXPECT_EQ(github_summary(mixed_report(), kLongestSummary), kept("mixed.github-summary.md"));
}

TEST(GithubSummary, CountsWhatHasNoRoom) {
  const std::string all = github_summary(mixed_report(), kLongestSummary);
  for (std::size_t room = 0; room <= all.size() + 100; ++room) {
    const std::string text = github_summary(mixed_report(), room);
    EXPECT_LE(text.size(), room);
    const bool is_whole = text == all;
    EXPECT_TRUE(is_whole || room < 80 || text.ends_with(".\n")) << text;
  }
  const std::string part = github_summary(mixed_report(), 1000);
  EXPECT_NE(part.find("\nThere is no room for 1 more line.\n"), std::string::npos) << part;
}

TEST(SarifReport, KeepsTheWorstResultsAndSaysHowManyAreLeftOut) {
  TargetReport target = clean_target();
  for (std::uint64_t i = 1; i <= 5003; ++i) {
    Finding finding = npm_token_at("a.js", {i, 1});
    finding.severity = i <= 4 ? Severity::low : Severity::high;
    target.findings.push_back({finding, std::nullopt, i > 4});
  }
  const std::string text = written("sarif", report_of({target}));
  EXPECT_NE(text.find("\"text\": \"3 results of less weight left out"), std::string::npos);
  EXPECT_NE(text.find("\"startLine\": 1,"), std::string::npos);
  EXPECT_EQ(text.find("\"startLine\": 2,"), std::string::npos);
  EXPECT_EQ(text.find("\"startLine\": 4,"), std::string::npos);
  EXPECT_NE(text.find("\"startLine\": 5003,"), std::string::npos);
}

TEST(SarifReport, OfManyTargetsIsOneRun) {
  std::vector<TargetReport> targets(21, workspace_target());
  const std::string text = written("sarif", report_of(std::move(targets)));
  EXPECT_EQ(text.find("automationDetails"), text.rfind("automationDetails"));
  EXPECT_NE(text.find("\"id\": \"packwarden/\""), std::string::npos);
  const std::string two = written("sarif", report_of({workspace_target(), workspace_target()}));
  EXPECT_NE(two.find("\"id\": \"packwarden/@acme/leaky/\""), std::string::npos);
  EXPECT_NE(two.find("\"id\": \"packwarden/@acme/leaky/packages/leaky/\""), std::string::npos);
}

TEST(SarifReport, ColumnsCountUnitsOfUtf16) {
  TargetReport target = clean_target();
  Finding finding = npm_token_at("a.js", {1, 10});
  finding.location.start.excess = 4;
  finding.location.end.excess = 5;
  target.findings = {{finding, std::nullopt, true}};
  const std::string text = written("sarif", report_of({target}));
  EXPECT_NE(text.find("\"startColumn\": 6,"), std::string::npos);
  EXPECT_NE(text.find("\"endColumn\": 45"), std::string::npos);
  EXPECT_NE(written("github", report_of({target})).find(",col=6,endColumn=45,"), std::string::npos);
  EXPECT_NE(written("rdjsonl", report_of({target})).find(R"("start":{"line":1,"column":10})"),
            std::string::npos);
}

}  // namespace
}  // namespace packwarden
