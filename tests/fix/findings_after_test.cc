#include "fix/findings_after.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Judged finding(const std::string& id, Severity severity, const std::vector<std::string>& paths) {
  Judged out;
  out.finding.rule_id = id;
  out.finding.severity = severity;
  out.finding.location.path = paths.front();
  for (std::size_t i = 1; i < paths.size(); ++i) {
    AlsoAt also;
    also.rule_id = id;
    also.location.path = paths[i];
    out.finding.also.push_back(also);
  }
  return out;
}

std::vector<std::string> ids(const std::vector<const Finding*>& findings) {
  std::vector<std::string> out;
  for (const Finding* one : findings) out.push_back(one->rule_id + " " + one->location.path);
  return out;
}

const std::vector<Judged> kBefore = {
    finding("a", Severity::high, {"x", "y"}),
    finding("b", Severity::medium, {"package.json"}),
    finding("c", Severity::note, {"z"}),
};

TEST(FindingsAfter, StayWhereTheyWereAskedFor) {
  const FindingsAfter after = findings_after(kBefore, kBefore, {});
  EXPECT_THAT(ids(after.staying), ElementsAre("a x", "b package.json"));
  EXPECT_THAT(after.added, IsEmpty());
  EXPECT_TRUE(after.fail(Severity::critical));
}

TEST(FindingsAfter, AreNotNewWhereOnlyTheFirstPlaceIsGone) {
  const std::vector<Judged> now = {finding("a", Severity::high, {"y"})};
  const FindingsAfter after = findings_after(kBefore, now, {});
  EXPECT_THAT(ids(after.staying), ElementsAre("a y"));
  EXPECT_THAT(after.added, IsEmpty());
}

TEST(FindingsAfter, AreNewWhereThereIsOneMoreOrAnotherRuleFindsThem) {
  const std::vector<Judged> now = {
      finding("b", Severity::medium, {"package.json"}),
      finding("b", Severity::medium, {"package.json"}),
      finding("d", Severity::note, {"z"}),
  };
  const FindingsAfter after = findings_after(kBefore, now, {Severity::medium, {"a"}});
  EXPECT_THAT(after.staying, IsEmpty());
  EXPECT_THAT(ids(after.added), ElementsAre("b package.json", "d z"));
  EXPECT_TRUE(after.fail(Severity::medium));
  EXPECT_FALSE(after.fail(Severity::high));
}

TEST(FindingsAfter, AreNeverNewOfARuleOfWhichTooManyPlacesWereKnown) {
  const std::vector<Judged> before = {
      finding("a", Severity::high, std::vector<std::string>(101, "x"))};
  const std::vector<Judged> now = {finding("a", Severity::high, {"w"})};
  const FindingsAfter after = findings_after(before, now, {});
  EXPECT_THAT(ids(after.staying), ElementsAre("a w"));
  EXPECT_THAT(after.added, IsEmpty());
}

}  // namespace
}  // namespace packwarden
