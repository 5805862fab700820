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

std::vector<std::string> notes_of(const std::vector<Stale>& stale) {
  std::vector<std::string> out;
  for (const Stale& one : stale) out.push_back(note_of(one));
  return out;
}

/// Every rule finds what is high.
std::optional<Severity> high(std::string_view /*id*/) { return Severity::high; }

constexpr auto kTests =
    R"({"allow": [{"rule": "lit-tests", "path": "test/", "reason": "wanted"}]})";

TEST(Policy, FailsFromASeverityOn) {
  EXPECT_TRUE(Policy().judge(finding("a", "b")).fails);
  EXPECT_FALSE(Policy(Severity::critical).judge(finding("a", "b")).fails);
  EXPECT_EQ(Policy::of(config(R"({"failOn": "low"})"), "").fail_on(), Severity::low);
}

TEST(Policy, AllowsARuleAtAPathWithAReason) {
  const Policy policy = Policy::of(config(kTests), "2027-01-01");
  const Judged allowed = policy.judge(finding("lit-tests", "test/a.js"));
  EXPECT_EQ(allowed.suppressed, "p.json:1: wanted");
  EXPECT_FALSE(allowed.fails);
  EXPECT_TRUE(policy.judge(finding("lit-tests", "lib/a.js")).fails);
  EXPECT_TRUE(policy.judge(finding("lit-docs", "test/a.js")).fails);
}

TEST(Policy, AllowsAFindingOfSeveralPlacesWhereAllOfThemAreAllowed) {
  const Policy policy = Policy::of(config(kTests), "2027-01-01");
  EXPECT_FALSE(policy.judge(finding("lit-tests", "test/a.js", {"test/b.js"})).fails);
  EXPECT_TRUE(policy.judge(finding("lit-tests", "test/a.js", {"lib/b.js"})).fails);
}

TEST(Policy, AllowsNothingBehindTheLastDay) {
  const Config until =
      config(R"({"allow": [{"rule": "r", "path": "a", "reason": "b", "until": "2027-01-31"}]})");
  EXPECT_FALSE(Policy::of(until, "2027-01-31").judge(finding("r", "a")).fails);
  const Policy over = Policy::of(until, "2027-02-01");
  EXPECT_TRUE(over.judge(finding("r", "a")).fails);
  EXPECT_EQ(notes_of(over.stale({})),
            std::vector<std::string>{"p.json:1: what it allows of `r` ended on 2027-01-31. Remove "
                                     "it, or give it a later day."});
}

TEST(Policy, TellsWhatItAllowsInVainBesideWhatItAllowsForTheSameReason) {
  const Policy policy = Policy::of(
      config(
          R"({"allow": [{"rule": "r", "path": "a", "reason": "b"}, {"rule": "r", "path": "z", "reason": "b"}]})"),
      "2027-01-01");
  const Judged allowed = policy.judge(finding("r", "a"));
  EXPECT_EQ(notes_of(policy.stale({&allowed})),
            std::vector<std::string>{
                "p.json:1: what it allows of `r` was not found. Remove it if it is gone."});
}

TEST(Policy, TellsWhatItAllowsInVain) {
  const Policy policy = Policy::of(config(kTests), "2027-01-01");
  const Judged allowed = policy.judge(finding("lit-tests", "test/a.js"));
  EXPECT_TRUE(policy.stale({&allowed}).empty());
  EXPECT_EQ(notes_of(policy.stale({})),
            std::vector<std::string>{
                "p.json:1: what it allows of `lit-tests` was not found. Remove it if it is gone."});
}

TEST(Policy, WhatLiesInThePackageCanOnlyTighten) {
  std::vector<std::string> notes;
  const Policy strict = Policy().tightened_by(config(R"({"failOn": "note"})"), high, notes);
  EXPECT_EQ(strict.fail_on(), Severity::note);
  EXPECT_TRUE(notes.empty());

  const Policy same = Policy().tightened_by(config(R"({"failOn": "critical"})"), high, notes);
  EXPECT_EQ(same.fail_on(), Severity::high);
  const Policy refused = Policy().tightened_by(config(kTests), high, notes);
  EXPECT_TRUE(refused.judge(finding("lit-tests", "test/a.js")).fails);
  EXPECT_EQ(notes, (std::vector<std::string>{
                       "p.json:1: `failOn` = critical does not count: what lies in the package "
                       "cannot loosen its own audit. Name the file with --config where it may.",
                       "p.json:1: what it allows of `lit-tests` does not count: what lies in the "
                       "package cannot loosen its own audit. Name the file with --config where it "
                       "may."}));
}

TEST(Policy, ChangesHowBadThatIsWhatARuleFinds) {
  const Policy policy = Policy::of(config(R"({"severities": {"a": "low", "b": "critical"}})"), "");
  EXPECT_EQ(policy.judge(finding("a", "x")).finding.severity, Severity::low);
  EXPECT_FALSE(policy.judge(finding("a", "x")).fails);
  EXPECT_EQ(policy.judge(finding("b", "x")).finding.severity, Severity::critical);
  EXPECT_EQ(policy.judge(finding("c", "x")).finding.severity, Severity::high);
}

TEST(Policy, WhatLiesInThePackageOnlyRaisesSeverities) {
  std::vector<std::string> notes;
  const Policy strict = Policy().tightened_by(
      config("{\"severities\": {\"a\": \"critical\",\n \"b\": \"low\"}}"), high, notes);
  EXPECT_EQ(strict.judge(finding("a", "x")).finding.severity, Severity::critical);
  EXPECT_EQ(strict.judge(finding("b", "x")).finding.severity, Severity::high);
  EXPECT_EQ(notes,
            std::vector<std::string>{
                "p.json:2: `severities` of `b` = low does not count: what lies in the package "
                "cannot loosen its own audit. Name the file with --config where it may."});
}

TEST(Policy, WhatLiesInThePackageRaisesWhatItsOperatorLowered) {
  std::vector<std::string> notes;
  const Policy policy = Policy::of(config(R"({"severities": {"a": "low"}})"), "");
  const Policy strict =
      policy.tightened_by(config(R"({"severities": {"a": "medium"}})"), high, notes);
  EXPECT_EQ(strict.judge(finding("a", "x")).finding.severity, Severity::medium);
  EXPECT_TRUE(notes.empty());
}

TEST(Policy, WhatLiesInThePackageAddsGroupsAndBudgets) {
  std::vector<std::string> notes;
  const Policy policy =
      Policy::of(config(R"({"groups": ["names"], "budgets": ["files=20"]})"), "")
          .tightened_by(config(R"({"groups": ["practices"], "budgets": ["size=1kB"]})"), high,
                        notes);
  EXPECT_TRUE(policy.groups().contains(CheckGroup::names));
  EXPECT_TRUE(policy.groups().contains(CheckGroup::practices));
  ASSERT_EQ(policy.budgets().size(), 2U);
  EXPECT_EQ(policy.budgets()[1].what, "size");
  EXPECT_EQ(policy.budgets()[1].most, 1000U);
  EXPECT_TRUE(notes.empty());
}

struct SwitchCase {
  std::string_view operators;
  std::string_view found;
  bool is_on;
  std::size_t refused;
};

TEST(Policy, WhatLiesInThePackageSwitchesOnlyWhatIsStricter) {
  for (const SwitchCase& one :
       {SwitchCase{"off", "on", false, 1}, SwitchCase{"off", "off", false, 0},
        SwitchCase{"on", "off", false, 0}, SwitchCase{"on", "on", true, 0}}) {
    std::vector<std::string> notes;
    const auto text = [](std::string_view value) {
      return R"({"inlineSuppressions": ")" + std::string(value) + "\"}";
    };
    const Policy policy = Policy::of(config(text(one.operators)), "")
                              .tightened_by(config(text(one.found)), high, notes);
    EXPECT_EQ(policy.takes_inline_suppressions(), one.is_on) << one.operators << one.found;
    EXPECT_EQ(notes.size(), one.refused) << one.operators << one.found;
  }
  for (const SwitchCase& one :
       {SwitchCase{"off", "on", true, 0}, SwitchCase{"off", "off", false, 0},
        SwitchCase{"on", "off", true, 1}, SwitchCase{"on", "on", true, 0}}) {
    std::vector<std::string> notes;
    const auto text = [](std::string_view value) {
      return R"({"failOnStale": ")" + std::string(value) + "\"}";
    };
    const Policy policy = Policy::of(config(text(one.operators)), "")
                              .tightened_by(config(text(one.found)), high, notes);
    EXPECT_EQ(policy.fails_on_stale(), one.is_on) << one.operators << one.found;
    EXPECT_EQ(notes.size(), one.refused) << one.operators << one.found;
  }
}

}  // namespace
}  // namespace packwarden
