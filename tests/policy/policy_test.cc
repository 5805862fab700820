#include "policy/policy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

Finding finding(std::string rule, std::string path, std::vector<std::string> others = {}) {
  Finding out;
  out.rule_id = std::move(rule);
  out.severity = Severity::high;
  out.location.path = std::move(path);
  for (std::string& other : others) {
    out.also.emplace_back();
    out.also.back().location.path = std::move(other);
  }
  return out;
}

Config config(const std::string& text) {
  auto out = parse_config(text, "p.json");
  EXPECT_TRUE(out) << out.error().what;
  return out.value_or(Config());
}

constexpr auto kTests =
    R"({"allow": [{"rule": "lit-tests", "path": "test/", "reason": "wanted"}]})";

TEST(Policy, FailsFromASeverityOn) {
  EXPECT_TRUE(Policy().judge(finding("a", "b")).fails);
  EXPECT_FALSE(Policy(Severity::critical).judge(finding("a", "b")).fails);
  EXPECT_EQ(Policy::of(config(R"({"failOn": "low"})"), {}, "").fail_on(), Severity::low);
  EXPECT_EQ(Policy::of(config(R"({"failOn": "low"})"), Severity::critical, "").fail_on(),
            Severity::critical);
}

TEST(Policy, AllowsARuleAtAPathWithAReason) {
  const Policy policy = Policy::of(config(kTests), {}, "2027-01-01");
  const Judged allowed = policy.judge(finding("lit-tests", "test/a.js"));
  EXPECT_EQ(allowed.suppressed, "p.json:1: wanted");
  EXPECT_FALSE(allowed.fails);
  EXPECT_TRUE(policy.judge(finding("lit-tests", "lib/a.js")).fails);
  EXPECT_TRUE(policy.judge(finding("lit-docs", "test/a.js")).fails);
}

TEST(Policy, AllowsAFindingOfSeveralPlacesWhereAllOfThemAreAllowed) {
  const Policy policy = Policy::of(config(kTests), {}, "2027-01-01");
  EXPECT_FALSE(policy.judge(finding("lit-tests", "test/a.js", {"test/b.js"})).fails);
  EXPECT_TRUE(policy.judge(finding("lit-tests", "test/a.js", {"lib/b.js"})).fails);
}

TEST(Policy, AllowsNothingBehindTheLastDay) {
  const Config until =
      config(R"({"allow": [{"rule": "r", "path": "a", "reason": "b", "until": "2027-01-31"}]})");
  EXPECT_FALSE(Policy::of(until, {}, "2027-01-31").judge(finding("r", "a")).fails);
  const Policy over = Policy::of(until, {}, "2027-02-01");
  EXPECT_TRUE(over.judge(finding("r", "a")).fails);
  EXPECT_EQ(over.stale_notes({}),
            std::vector<std::string>{"p.json:1: what it allows of `r` ended on 2027-01-31. Remove "
                                     "it, or give it a later day."});
}

TEST(Policy, TellsWhatItAllowsInVain) {
  const Policy policy = Policy::of(config(kTests), {}, "2027-01-01");
  const Judged allowed = policy.judge(finding("lit-tests", "test/a.js"));
  EXPECT_TRUE(policy.stale_notes({&allowed}).empty());
  EXPECT_EQ(policy.stale_notes({}),
            std::vector<std::string>{
                "p.json:1: what it allows of `lit-tests` was not found. Remove it if it is gone."});
}

TEST(Policy, WhatLiesInThePackageCanOnlyTighten) {
  std::vector<std::string> notes;
  const Policy strict = Policy().tightened_by(config(R"({"failOn": "note"})"), notes);
  EXPECT_EQ(strict.fail_on(), Severity::note);
  EXPECT_TRUE(notes.empty());

  const Policy same = Policy().tightened_by(config(R"({"failOn": "critical"})"), notes);
  EXPECT_EQ(same.fail_on(), Severity::high);
  const Policy refused = Policy().tightened_by(config(kTests), notes);
  EXPECT_TRUE(refused.judge(finding("lit-tests", "test/a.js")).fails);
  EXPECT_EQ(notes, (std::vector<std::string>{
                       "p.json:1: `failOn` = critical does not count: what lies in the package "
                       "cannot loosen its own audit. Name the file with --config where it may.",
                       "p.json:1: what it allows of `lit-tests` does not count: what lies in the "
                       "package cannot loosen its own audit. Name the file with --config where it "
                       "may."}));
}

}  // namespace
}  // namespace packwarden
