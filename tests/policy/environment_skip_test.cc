#include "policy/environment_skip.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

TEST(EnvironmentSkip, AllowsRulesEverywhere) {
  const auto skipped = skipped_rules({"jwt, lit-tests,", "a sample", false});
  ASSERT_TRUE(skipped);
  ASSERT_EQ(skipped->allow.size(), 2U);
  EXPECT_EQ(skipped->allow[1].rule, "lit-tests");
  EXPECT_EQ(skipped->allow[1].reason, "a sample");
  EXPECT_EQ(skipped->allow[1].where, "PACKWARDEN_SKIP");
  EXPECT_TRUE(skipped->allow[1].path.matches("any/where/a.js"));
  EXPECT_TRUE(skipped->notes.empty());
}

TEST(EnvironmentSkip, AllowsNothingWhereNothingIsSet) {
  const auto skipped = skipped_rules({"", "", true});
  ASSERT_TRUE(skipped);
  EXPECT_TRUE(skipped->allow.empty());
  EXPECT_TRUE(skipped->notes.empty());
}

TEST(EnvironmentSkip, DoesNotCountInContinuousIntegration) {
  const auto skipped = skipped_rules({"jwt", "a sample", true});
  ASSERT_TRUE(skipped);
  EXPECT_TRUE(skipped->allow.empty());
  EXPECT_EQ(skipped->notes,
            std::vector<std::string>{
                "PACKWARDEN_SKIP does not count in continuous integration: nothing is skipped."});
}

TEST(EnvironmentSkip, NeedsAReasonAndIds) {
  const auto error_of = [](const EnvironmentSkip& skip) {
    const auto skipped = skipped_rules(skip);
    return skipped ? "none" : skipped.error().where + ": " + skipped.error().what;
  };
  EXPECT_EQ(error_of({"jwt", " ", false}),
            "PACKWARDEN_SKIP: set without a reason; say why in PACKWARDEN_SKIP_REASON");
  EXPECT_EQ(error_of({"Not a rule", "x", false}),
            "PACKWARDEN_SKIP: not ids of rules, joined by commas");
}

}  // namespace
}  // namespace packwarden
