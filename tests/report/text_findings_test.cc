#include "report/text_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sample_reports.h"

namespace packwarden {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TextFindings, ListsFiveFurtherPlacesAndCountsTheRest) {
  TargetReport target = leaky_target();
  Finding& finding = target.findings.front().finding;
  finding.also.assign(1239, {finding.rule_id, finding.location, finding.npm_profiles});
  EXPECT_THAT(written("text", report_of({target})), HasSubstr(R"(
    also   dist/index.js:3:17, dist/index.js:3:17, dist/index.js:3:17,
           dist/index.js:3:17, dist/index.js:3:17 and 1,234 more
)"));
  EXPECT_THAT(written("text", report_of({target}), {false, Verbosity::verbose}),
              Not(HasSubstr(" more\n  medium")));
}

TEST(TextFindings, ShowsOtherFilesBeforeFurtherPlacesInOne) {
  TargetReport target = leaky_target();
  Finding& finding = target.findings.front().finding;
  finding.also.assign(9, {finding.rule_id, finding.location, finding.npm_profiles});
  for (const std::size_t i : {6U, 7U}) finding.also[i].location.path = "b.js";
  finding.also[8].location.path = "c.js";
  finding.also[8].npm_profiles = {12};
  EXPECT_THAT(written("text", report_of({target})), HasSubstr(R"(
    also   dist/index.js:3:17, dist/index.js:3:17, dist/index.js:3:17,
           b.js:3:17, c.js:3:17 npm 12 only and 4 more
)"));
}

TEST(TextFindings, AHarmlessValueSaysInHowManyPlacesItIs) {
  TargetReport target = clean_target();
  Finding key = public_key_at("a.js", {1, 1});
  key.also = {{key.rule_id, npm_token_at("b.js", {1, 1}).location, {}}};
  target.findings = {{key, std::nullopt, false}};
  EXPECT_THAT(
      written("text", report_of({target})),
      HasSubstr("  a.js:1:1 Stripe publishable key (stripe-publishable-key), in 2 places\n"));
}

TEST(TextFindings, ListsTenHarmlessValuesAndCountsTheRest) {
  TargetReport target = clean_target();
  target.findings.assign(11, {public_key_at("a.js", {1, 1}), std::nullopt, false});
  EXPECT_THAT(written("text", report_of({target})),
              HasSubstr("  a.js:1:1 Stripe publishable key (stripe-publishable-key)\n"
                        "  … and 1 more value, `--verbose` lists all\n"));
  EXPECT_THAT(written("text", report_of({target}), {false, Verbosity::verbose}),
              Not(HasSubstr("more value")));
}

TEST(TextFindings, ANoteThatFailsIsShownInFull) {
  TargetReport target = clean_target();
  target.findings = {{public_key_at("a.js", {1, 1}), std::nullopt, true}};
  EXPECT_THAT(written("text", report_of({target})), HasSubstr(R"(
a.js
  note      1:1  Stripe publishable key (stripe-publishable-key)
    found  pk_l… (32 bytes), high confidence, made to be public
)"));
}

TEST(TextFindings, WhatOnlyOneVersionOfNpmPacksIsMarked) {
  TargetReport target = clean_target();
  target.findings = {{npm_token_at("a.js", {1, 1}), std::nullopt, true}};
  target.findings.front().finding.npm_profiles = {12};
  target.entries.front().packed_by.add(12);
  EXPECT_THAT(written("text", report_of({target})), HasSubstr("    in     npm 12 only\n"));
  EXPECT_THAT(written("text", report_of({target})), HasSubstr("  index.js npm 12 only\n"));
}

TEST(TextFindings, AFindingWithoutAValueHasNoLineForIt) {
  TargetReport target = clean_target();
  Finding content;
  content.kind = FindingKind::content;
  content.rule_id = "dotfile";
  content.title = "Settings of an editor";
  content.location.path = ".vscode/settings.json";
  target.findings = {{content, std::nullopt, true}};
  EXPECT_THAT(written("text", report_of({target})), HasSubstr(R"(
.vscode/settings.json
  high      1:1  Settings of an editor (dotfile)

)"));
}

}  // namespace
}  // namespace packwarden
