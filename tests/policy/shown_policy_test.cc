#include "policy/shown_policy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

std::vector<std::string> lines_of(const Policy& policy) {
  std::vector<std::string> out;
  for (const ShownSetting& one : shown_settings(policy)) {
    out.push_back(one.key + " = " + one.value + " <" + one.origin + ">");
  }
  return out;
}

Config config(const std::string& text, const std::string& where) {
  auto out = parse_config(text, where);
  EXPECT_TRUE(out) << out.error().what;
  return out.value_or(Config());
}

TEST(ShownPolicy, OfNothingIsTheDefault) {
  EXPECT_EQ(lines_of(Policy()),
            (std::vector<std::string>{"failOn = high <default>", "failOnStale = off <default>",
                                      "inlineSuppressions = off <default>"}));
}

TEST(ShownPolicy, SaysWhereEachValueComesFrom) {
  const Policy operators = Policy::of(config(R"({"failOn": "medium",
    "severities": {"r": "low"},
    "budgets": ["files=3"],
    "allow": [{"rule": "r", "path": "a/", "reason": "b", "until": "2028-01-01"}],
    "inlineSuppressions": "on"})",
                                             "a.json"),
                                      "");
  std::vector<std::string> notes;
  const Policy policy = operators.tightened_by(
      config("{\"failOn\": \"low\",\n\"severities\": {\"s\": \"high\"}, \"groups\": [\"names\"]}",
             "p/packwarden.json"),
      [](std::string_view /*id*/) { return Severity::note; }, notes);
  EXPECT_EQ(lines_of(policy),
            (std::vector<std::string>{
                "failOn = low <p/packwarden.json:1>", "failOnStale = off <default>",
                "inlineSuppressions = on <a.json:5>", "severities = r: low <a.json:2>",
                "severities = s: high or worse <p/packwarden.json:2>",
                "groups = names <p/packwarden.json:2>", "budgets = files=3 <a.json:3>",
                "allow = r at a/: b (until 2028-01-01) <a.json:4>"}));
}

}  // namespace
}  // namespace packwarden
