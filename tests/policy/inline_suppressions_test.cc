#include "policy/inline_suppressions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

Location line_of(std::string path, std::uint64_t line) {
  Location out;
  out.path = std::move(path);
  out.start = out.end = {line, 1};
  return out;
}

Judged finding(Severity severity, std::uint64_t line, FindingKind kind = FindingKind::secret) {
  Judged out;
  out.finding.rule_id = "jwt";
  out.finding.kind = kind;
  out.finding.severity = severity;
  out.finding.location = line_of("a.js", line);
  out.fails = true;
  return out;
}

InlineSuppression comment(std::uint64_t line, std::string until = "",
                          std::vector<std::string> rules = {"jwt"}) {
  return {std::move(rules), "a sample", std::move(until), line, line + 1, ""};
}

InlineTerms terms() {
  return {"2027-01-31", false, [](std::string_view id) { return id != "none"; }};
}

InlineSuppressions of(std::vector<InlineSuppression> comments, InlineTerms held_to = terms()) {
  return {{{"a.js", std::move(comments)}}, std::move(held_to)};
}

std::vector<std::string> stale_notes(const InlineSuppressions& suppressions) {
  std::vector<std::string> out;
  for (const Stale& stale : suppressions.stale()) out.push_back(note_of(stale));
  return out;
}

TEST(InlineSuppressions, SuppressTheNextLine) {
  InlineSuppressions inline_ones = of({comment(3)});
  Judged there = finding(Severity::medium, 4);
  inline_ones.judge(there);
  EXPECT_EQ(there.suppressed, "inline a.js:3: a sample");
  EXPECT_FALSE(there.fails);
  Judged elsewhere = finding(Severity::medium, 5);
  inline_ones.judge(elsewhere);
  EXPECT_FALSE(elsewhere.suppressed);
  EXPECT_TRUE(elsewhere.fails);
  EXPECT_TRUE(inline_ones.stale().empty());
}

TEST(InlineSuppressions, SuppressNothingThatWasDecoded) {
  InlineSuppressions inline_ones = of({comment(3)});
  Judged decoded = finding(Severity::medium, 4);
  decoded.finding.location.via = {"base64"};
  inline_ones.judge(decoded);
  EXPECT_FALSE(decoded.suppressed);
}

TEST(InlineSuppressions, SuppressAFindingOfSeveralPlacesWhereAllHaveAComment) {
  InlineSuppressions inline_ones = of({comment(3), comment(8)});
  Judged judged = finding(Severity::medium, 4);
  judged.finding.also.push_back({"jwt", line_of("a.js", 9), {}});
  inline_ones.judge(judged);
  EXPECT_TRUE(judged.suppressed);
  EXPECT_TRUE(inline_ones.stale().empty());
  judged.suppressed.reset();
  judged.finding.also.push_back({"jwt", line_of("a.js", 12), {}});
  inline_ones.judge(judged);
  EXPECT_FALSE(judged.suppressed);
}

TEST(InlineSuppressions, OfHighFindingsNeedALastDay) {
  InlineSuppressions inline_ones = of({comment(3), comment(7, "2027-01-31")});
  Judged without = finding(Severity::high, 4);
  Judged with = finding(Severity::critical, 8);
  inline_ones.judge(without);
  inline_ones.judge(with);
  EXPECT_FALSE(without.suppressed);
  EXPECT_TRUE(with.suppressed);
  EXPECT_EQ(inline_ones.notes(),
            std::vector<std::string>{"a.js:3: the comment does not count for `jwt`: for severity "
                                     "high the reason ends with a last day, as in until "
                                     "2027-06-30."});
  EXPECT_TRUE(inline_ones.stale().empty());
}

TEST(InlineSuppressions, OfHighSecretsNeverCountInContinuousIntegration) {
  InlineTerms ci = terms();
  ci.is_ci = true;
  InlineSuppressions inline_ones = of({comment(3, "2028-01-01")}, ci);
  Judged secret = finding(Severity::high, 4);
  Judged content = finding(Severity::high, 4, FindingKind::content);
  Judged less = finding(Severity::medium, 4);
  Judged credentials = finding(Severity::critical, 4, FindingKind::content);
  credentials.finding.rule_id = "cred-dotenv";
  for (Judged* judged : {&secret, &content, &less, &credentials}) inline_ones.judge(*judged);
  EXPECT_FALSE(secret.suppressed);
  EXPECT_TRUE(content.suppressed);
  EXPECT_TRUE(less.suppressed);
  EXPECT_FALSE(credentials.suppressed);
  EXPECT_EQ(inline_ones.notes(),
            std::vector<std::string>{"a.js:3: the comment does not count for `jwt`: in continuous "
                                     "integration no comment suppresses a secret of severity "
                                     "high."});
}

TEST(InlineSuppressions, TellsWhichAreInVain) {
  InlineSuppression wrong = comment(1);
  wrong.mistake = "its reason is empty";
  InlineSuppressions inline_ones =
      of({wrong, comment(2, "2027-01-30"), comment(3), comment(4, "", {"none"})});
  Judged over = finding(Severity::medium, 3);
  inline_ones.judge(over);
  EXPECT_FALSE(over.suppressed);
  EXPECT_EQ(
      stale_notes(inline_ones),
      (std::vector<std::string>{
          "a.js:1: this suppression does not count: its reason is empty.",
          "a.js:2: this suppression ended on 2027-01-30. Remove it, or give it a later day.",
          "a.js:3: what this suppression allows of `jwt` was not found. Remove it if it is gone.",
          "a.js:4: this suppression names `none`, and no rule or check is called so."}));
}

TEST(InlineSuppressions, AreNotInVainWhereSomethingElseAllowsTheSame) {
  InlineSuppressions inline_ones = of({comment(3)});
  Judged judged = finding(Severity::medium, 4);
  judged.suppressed = "p.json:1: wanted";
  inline_ones.judge(judged);
  EXPECT_EQ(judged.suppressed, "p.json:1: wanted");
  EXPECT_TRUE(inline_ones.stale().empty());
}

}  // namespace
}  // namespace packwarden
