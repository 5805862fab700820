#include "report/verdict.h"

#include <gtest/gtest.h>

#include "report/sample_reports.h"

namespace packwarden {
namespace {

TargetReport with_findings(std::size_t failing, std::size_t below, std::size_t suppressed) {
  TargetReport target = clean_target();
  const Finding finding = npm_token_at("a.js", {1, 1});
  target.findings.insert(target.findings.end(), failing, {finding, std::nullopt, true});
  target.findings.insert(target.findings.end(), below, {finding, std::nullopt, false});
  target.findings.insert(target.findings.end(), suppressed, {finding, "baseline", false});
  return target;
}

TargetReport with_problems(TargetReport target, std::size_t count) {
  target.problems.assign(count, Error{ErrorKind::io, "a", "cannot be read", std::nullopt});
  return target;
}

TargetReport with_lost_entry(TargetReport target) {
  --target.scanned.entries;
  return target;
}

struct VerdictRow {
  Report report;
  const char* line;
};

TEST(Verdict, SaysStatusReasonAndExitStatus) {
  const VerdictRow rows[] = {
      {report_of({clean_target()}), "packwarden: clean: 2 files, 34.5 kB examined (status 0)"},
      {report_of({clean_target(), clean_target()}),
       "packwarden: clean: 4 files, 69.0 kB examined (status 0)"},
      {report_of({with_findings(0, 0, 2)}),
       "packwarden: clean: 2 files, 34.5 kB examined, 2 suppressed (status 0)"},
      {report_of({with_findings(0, 1, 0)}),
       "packwarden: clean: 1 finding below the threshold (status 0)"},
      {report_of({with_findings(0, 1234, 2)}),
       "packwarden: clean: 1,234 findings below the threshold, 2 suppressed (status 0)"},
      {report_of({with_findings(1, 0, 0)}), "packwarden: 1 finding fails (status 1)"},
      {report_of({with_findings(2, 0, 1), with_findings(1, 1, 0)}),
       "packwarden: 3 findings fail, 1 more below the threshold (status 1)"},
      {report_of({with_problems(clean_target(), 1)}),
       "packwarden: incomplete: 1 problem: nothing may be concluded (status 2)"},
      {report_of({with_problems(with_findings(3, 1, 0), 2)}),
       "packwarden: incomplete: 2 problems, and 3 findings fail (status 2)"},
      {report_of({}), "packwarden: incomplete: nothing was examined (status 2)"},
      {report_of({TargetReport{}}), "packwarden: incomplete: nothing was examined (status 2)"},
      {report_of({TargetReport{}, clean_target()}),
       "packwarden: incomplete: 1 target without files (status 2)"},
      {report_of({TargetReport{}, with_findings(1, 0, 0)}),
       "packwarden: incomplete: 1 target without files, and 1 finding fails (status 2)"},
      {report_of({with_lost_entry(clean_target())}),
       "packwarden: incomplete: not all was examined (status 2)"},
  };
  for (const VerdictRow& row : rows) EXPECT_EQ(verdict(row.report), row.line);
}

struct PlacesRow {
  const char* what;
  std::vector<AlsoAt> also;
  std::uint64_t places;
};

AlsoAt also_at(const std::string& rule, const std::string& path, ByteSpan span) {
  AlsoAt other;
  other.rule_id = rule;
  other.location.path = path;
  other.location.span = span;
  return other;
}

TEST(Verdict, PlacesAreThoseOfTheRuleOverlappingOnesBeingOne) {
  const std::string rule = "npm-access-token";
  const PlacesRow rows[] = {
      {"its own", {}, 1},
      {"in another file", {also_at(rule, "b.js", {120, 160})}, 2},
      {"another rule", {also_at("other", "b.js", {120, 160})}, 1},
      {"behind it", {also_at(rule, "a.js", {160, 200})}, 2},
      {"on the same bytes",
       {also_at(rule, "a.js", {100, 121}), also_at(rule, "a.js", {110, 170})},
       1},
      {"in a chain",
       {also_at(rule, "b.js", {5, 9}), also_at(rule, "b.js", {0, 20}),
        also_at(rule, "b.js", {19, 30})},
       2},
      {"in a name", {also_at(rule, "a.js", {})}, 2},
  };
  for (const PlacesRow& row : rows) {
    Finding finding = npm_token_at("a.js", {1, 1});
    finding.also = row.also;
    EXPECT_EQ(places_of(finding), row.places) << row.what;
  }
}

TEST(Verdict, EveryFindingIsCountedOnce) {
  const Tally tally = tally_of(report_of({with_findings(3, 2, 1), leaky_target()}));
  EXPECT_EQ(tally.fails, 4U);
  EXPECT_EQ(tally.below, 4U);
  EXPECT_EQ(tally.suppressed, 2U);
  EXPECT_EQ(tally.places, 11U);
  EXPECT_EQ(describe_findings(tally),
            "4 failing, 4 below the threshold, 2 suppressed, in 11 places");
  EXPECT_EQ(describe_findings(tally_of(with_findings(3, 0, 0))), "3 failing");
  EXPECT_EQ(describe_findings(tally_of(clean_target())), "none");
}

}  // namespace
}  // namespace packwarden
