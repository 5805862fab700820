#include "report/saved_report.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

std::string report_with(const std::string& findings) {
  return R"({"schema": "packwarden/report/1", "targets": [{"root": ".", "name": "demo", "findings": [)" +
         findings + "]}]}";
}

TEST(SavedReport, SaysWhatAFindingIs) {
  const auto found = parse_saved_report(
      report_with(R"({"rule": "lit-tests", "path": "a.js", "start": {"line": 3, "column": 7},
        "via": ["base64"], "fingerprint": "0123456789", "suppressed": "known", "fails": false})"),
      "r.json");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  const SavedFinding& finding = found->front();
  EXPECT_EQ(finding.target, "demo");
  EXPECT_EQ(finding.rule, "lit-tests");
  EXPECT_EQ(finding.start, (LineColumn{3, 7}));
  EXPECT_EQ(finding.via, std::vector<std::string>{"base64"});
  EXPECT_EQ(finding.suppressed, "known");
}

TEST(SavedReport, LeavesEmptyWhatIsMissingOrOfAnotherType) {
  const auto found = parse_saved_report(
      report_with(
          R"(7, {"rule": 1, "start": {"line": -1, "column": 1e99}, "via": 2, "fails": "x"})"),
      "r.json");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[1].rule, "");
  EXPECT_EQ((*found)[1].start, (LineColumn{0, 0}));
  EXPECT_FALSE((*found)[1].fails);
}

TEST(SavedReport, IsBounded) {
  const auto found = parse_saved_report(
      report_with(R"({"path": ")" + std::string(10'000, 'x') + R"("})"), "r.json");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->front().path.size(), 4096U);
}

TEST(SavedReport, RefusesOtherDocuments) {
  for (const char* text : {"[]", "{}", R"({"schema": "packwarden/report/2", "targets": []})",
                           R"({"schema": "packwarden/report/1"})"}) {
    const auto found = parse_saved_report(text, "r.json");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().what, "is no report of packwarden: --format json=FILE writes one");
  }
}

TEST(SavedReport, FindsByTheBeginOfAFingerprint) {
  const auto found = parse_saved_report(
      report_with(R"({"fingerprint": "abcd01"}, {"fingerprint": "abcd02"}, {"fingerprint": ""})"),
      "r.json");
  ASSERT_TRUE(found);
  EXPECT_EQ(findings_called("abcd", *found).size(), 2U);
  EXPECT_EQ(findings_called("abcd02", *found).size(), 1U);
  EXPECT_TRUE(findings_called("abc", *found).empty());
  EXPECT_TRUE(findings_called("", *found).empty());
}

}  // namespace
}  // namespace packwarden
