#include "app/same_secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

using ::testing::ElementsAre;

/// A finding of `rule` in the file `path`, of the value that `value` stands for; 0: it has none.
Judged found(const std::string& rule, const std::string& path, std::uint8_t value) {
  Finding finding;
  finding.rule_id = rule;
  finding.location.path = path;
  finding.npm_profiles = {11, 12};
  if (value > 0) finding.value_tag = ValueTag{value};
  return {finding, std::nullopt, true};
}

Judged with_also(Judged judged, const std::string& rule) {
  judged.finding.also.push_back({rule, judged.finding.location, {}});
  return judged;
}

Judged of_severity(Severity severity, Judged judged) {
  judged.finding.severity = severity;
  return judged;
}

Judged of_confidence(Confidence confidence, Judged judged) {
  judged.finding.confidence = confidence;
  return judged;
}

Judged packed_by(std::vector<int> npm, Judged judged) {
  judged.finding.npm_profiles = std::move(npm);
  return judged;
}

Judged passed(Judged judged) {
  judged.fails = false;
  return judged;
}

Judged suppressed_by(const std::string& what, Judged judged) {
  judged.suppressed = what;
  return judged;
}

/// "rule@path +rule@path …" of each finding.
std::vector<std::string> joined(std::vector<Judged> findings) {
  join_same_secrets(findings);
  drop_tags(findings);
  std::vector<std::string> out;
  for (const Judged& judged : findings) {
    const Finding& finding = judged.finding;
    EXPECT_FALSE(finding.value_tag);
    out.push_back(finding.rule_id + "@" + finding.location.path);
    for (const AlsoAt& other : finding.also) {
      out.back() += " +" + other.rule_id + "@" + other.location.path;
    }
  }
  return out;
}

TEST(SameSecrets, OfSeveralFilesAreOneFindingInTheFirst) {
  EXPECT_THAT(joined({found("r", "a", 1), found("r", "b", 2), found("r", "c", 1),
                      found("r", "d", 2), found("r", "e", 1)}),
              ElementsAre("r@a +r@c +r@e", "r@b +r@d"));
}

TEST(SameSecrets, EachPlaceIsFollowedByWhatElseIsThere) {
  EXPECT_THAT(joined({with_also(found("r", "a", 1), "s"), with_also(found("r", "b", 1), "t"),
                      found("r", "c", 1)}),
              ElementsAre("r@a +s@a +r@b +t@b +r@c"));
}

TEST(SameSecrets, AreOfOneRuleAndHaveAValue) {
  EXPECT_THAT(joined({found("r", "a", 1), found("s", "b", 1)}), ElementsAre("r@a", "s@b"));
  EXPECT_THAT(joined({found("r", "a", 0), found("r", "b", 0)}), ElementsAre("r@a", "r@b"));
}

TEST(SameSecrets, AreSuppressedAlike) {
  EXPECT_THAT(
      joined({suppressed_by("x", found("r", "a", 1)), found("r", "b", 1),
              suppressed_by("x", found("r", "c", 1)), suppressed_by("y", found("r", "d", 1))}),
      ElementsAre("r@a +r@c", "r@b", "r@d"));
}

TEST(SameSecrets, TheFindingIsTheOneThatWeighsMost) {
  const Judged a = of_confidence(Confidence::medium, found("r", "a", 1));
  const Judged b = of_confidence(Confidence::medium, found("r", "b", 1));
  const std::vector<std::pair<Judged, Judged>> rows = {
      {passed(a), b},
      {a, of_severity(Severity::critical, b)},
      {a, of_confidence(Confidence::verified, b)},
      {packed_by({12}, a), b},
      {of_confidence(Confidence::verified, a),
       of_severity(Severity::critical, of_confidence(Confidence::low, b))},
      {packed_by({11, 12}, a), packed_by({11}, of_confidence(Confidence::high, b))},
  };
  for (const auto& [lesser, greater] : rows) {
    EXPECT_THAT(joined({lesser, greater}), ElementsAre("r@b +r@a"));
  }
  EXPECT_THAT(joined({a, b}), ElementsAre("r@a +r@b"));
}

TEST(SameSecrets, APlaceKeepsWhoPacksIt) {
  std::vector<Judged> findings = {found("r", "a", 1), packed_by({12}, found("r", "b", 1))};
  join_same_secrets(findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings.front().finding.npm_profiles, ElementsAre(11, 12));
  EXPECT_THAT(findings.front().finding.also.front().npm_profiles, ElementsAre(12));
}

}  // namespace
}  // namespace packwarden
