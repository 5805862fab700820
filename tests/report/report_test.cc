#include "report/report.h"

#include <gtest/gtest.h>

#include "report/sample_reports.h"

namespace packwarden {
namespace {

TEST(Report, NamesItsStatuses) {
  EXPECT_EQ(name_of(ReportStatus::clean), "clean");
  EXPECT_EQ(name_of(ReportStatus::findings), "findings");
  EXPECT_EQ(name_of(ReportStatus::incomplete), "incomplete");
}

TEST(Report, IsCleanWhenEverythingWasExaminedAndNothingFails) {
  EXPECT_EQ(status_of(clean_target()), ReportStatus::clean);
  TargetReport target = leaky_target();
  target.findings.erase(target.findings.begin());
  EXPECT_EQ(status_of(target), ReportStatus::clean) << "the others do not fail";
}

TEST(Report, HasFindingsWhenOneFails) {
  EXPECT_EQ(status_of(leaky_target()), ReportStatus::findings);
}

TEST(Report, IsIncompleteWhenAProblemStandsBesideFindings) {
  TargetReport target = leaky_target();
  target.problems = incomplete_target().problems;
  EXPECT_EQ(status_of(target), ReportStatus::incomplete);
}

TEST(Report, IsIncompleteWhenNothingWasSeen) {
  EXPECT_EQ(status_of(TargetReport{}), ReportStatus::incomplete);
}

TEST(Report, IsIncompleteWhenAnEntryOrAByteWentMissing) {
  TargetReport target = clean_target();
  --target.scanned.entries;
  EXPECT_EQ(status_of(target), ReportStatus::incomplete);
  target = clean_target();
  --target.scanned.bytes;
  EXPECT_EQ(status_of(target), ReportStatus::incomplete);
}

struct StatusRow {
  const char* name;
  Report report;
  ReportStatus status;
};

TEST(Report, HasTheWorstStatusOfItsTargets) {
  const StatusRow rows[] = {
      {"no target", report_of({}), ReportStatus::incomplete},
      {"clean", report_of({clean_target(), clean_target()}), ReportStatus::clean},
      {"findings last", report_of({clean_target(), leaky_target()}), ReportStatus::findings},
      {"findings first", report_of({leaky_target(), clean_target()}), ReportStatus::findings},
      {"incomplete in the middle", report_of({leaky_target(), incomplete_target(), clean_target()}),
       ReportStatus::incomplete},
      {"one is empty", report_of({clean_target(), TargetReport{}}), ReportStatus::incomplete},
  };
  for (const StatusRow& row : rows) EXPECT_EQ(status_of(row.report), row.status) << row.name;
}

TEST(Report, FindsAReporterByNameOnly) {
  ASSERT_NE(find_reporter("json"), nullptr);
  EXPECT_EQ(find_reporter("json")->name, "json");
  EXPECT_EQ(find_reporter("JSON"), nullptr);
  EXPECT_EQ(find_reporter(""), nullptr);
}

}  // namespace
}  // namespace packwarden
