#include "policy/config.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace packwarden {
namespace {

TEST(Config, SaysWhatMayBeFoundWhere) {
  const auto config = parse_config(R"({
    // our own
    "$schema": "./schema.json",
    "failOn": "medium",  /* stricter */
    "allow": [
      {"rule": "lit-tests", "path": "test/**", "reason": "// is no comment here"},
      {
        "rule": "jwt", "path": "README.md",
        "reason": "a sample", "until": "2028-02-29"
      }
    ]
  })",
                                   "packwarden.json");
  ASSERT_TRUE(config) << config.error().where << config.error().what;
  EXPECT_EQ(config->fail_on->severity, Severity::medium);
  EXPECT_EQ(config->fail_on->where, "packwarden.json:4");
  ASSERT_EQ(config->allow.size(), 2U);
  EXPECT_EQ(config->allow[0].rule, "lit-tests");
  EXPECT_TRUE(config->allow[0].path.matches("test/deep/a.js"));
  EXPECT_EQ(config->allow[0].reason, "// is no comment here");
  EXPECT_EQ(config->allow[0].until, "");
  EXPECT_EQ(config->allow[1].until, "2028-02-29");
  EXPECT_EQ(config->allow[1].where, "packwarden.json:7");
}

TEST(Config, SaysWhatElseIsAskedFor) {
  const auto config = parse_config(R"({
    "extends": ["./base.json", "../other.json"],
    "severities": {"jwt": "critical"},
    "groups": ["names", "practices"],
    "budgets": ["files=20", "dist/**=3kB"],
    "inlineSuppressions": "on",
    "failOnStale": "off"
  })",
                                   "a");
  ASSERT_TRUE(config) << config.error().where << config.error().what;
  ASSERT_EQ(config->extends.size(), 2U);
  EXPECT_EQ(config->extends[1].path, "../other.json");
  EXPECT_EQ(config->extends[1].where, "a:2:32");
  ASSERT_EQ(config->severities.size(), 1U);
  EXPECT_EQ(config->severities[0].rule, "jwt");
  EXPECT_EQ(config->severities[0].severity, Severity::critical);
  EXPECT_EQ(config->severities[0].where, "a:3");
  ASSERT_EQ(config->groups.size(), 2U);
  EXPECT_EQ(config->groups[1].group, CheckGroup::practices);
  ASSERT_EQ(config->budgets.size(), 2U);
  EXPECT_EQ(config->budgets[1].budget.most, 3000U);
  EXPECT_TRUE(config->inline_suppressions->is_on);
  EXPECT_FALSE(config->fail_on_stale->is_on);
}

TEST(Config, ExtendsOneFileOrSeveral) {
  const auto config = parse_config(R"({"extends": "base.json"})", "a");
  ASSERT_TRUE(config);
  ASSERT_EQ(config->extends.size(), 1U);
  EXPECT_EQ(config->extends[0].path, "base.json");
}

TEST(Config, CommentsEndWithAnyLine) {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const auto config = parse_config("{// c" + end + "\"failOn\": \"note\"" + end + "}", "a");
    ASSERT_TRUE(config);
    ASSERT_TRUE(config->fail_on);
    EXPECT_EQ(config->fail_on->severity, Severity::note);
  }
}

TEST(Config, MayBeEmpty) {
  const auto config = parse_config("{}", "a");
  ASSERT_TRUE(config);
  EXPECT_FALSE(config->fail_on);
  EXPECT_TRUE(config->allow.empty());
}

struct WrongConfig {
  std::string_view text;
  std::string_view error;
};

constexpr auto kWrongConfigs = std::to_array<WrongConfig>({
    {"[]", "a:1:1: not an object"},
    {"{\n  \"alow\": []\n}", "a:2:11: unknown key \"alow\"; did you mean \"allow\"?"},
    {R"({"rules": []})",
     "a:1:11: unknown key \"rules\"; there are $schema, allow, budgets, extends, failOn, "
     "failOnStale, groups, inlineSuppressions and severities"},
    {R"({"extends": 3})", "a:1:13: not an array"},
    {R"({"extends": ["b.json", 3]})", "a:1:24: not a text between quotes"},
    {R"({"severities": ["jwt"]})", "a:1:16: not an object"},
    {R"({"severities": {"jwt": "worst"}})",
     "a:1:24: not one of note, low, medium, high and critical"},
    {R"({"severities": {"jwt": "low", "jwt": "high"}})", "a:1:38: the key \"jwt\" is there twice"},
    {R"({"groups": ["practises"]})",
     "a:1:13: unknown group \"practises\"; did you mean \"practices\"?"},
    {R"({"groups": "names"})", "a:1:12: not an array"},
    {R"({"budgets": ["files=many"]})",
     "a:1:14: is no budget; budgets are files=200, size=1.5MB and dist/**=300kB, with B, kB, MB or "
     "GB"},
    {R"({"inlineSuppressions": true})", "a:1:24: not \"on\" or \"off\""},
    {R"({"failOnStale": "yes"})", "a:1:17: not \"on\" or \"off\""},
    {R"({"failOn": "severe"})", "a:1:12: not one of note, low, medium, high and critical"},
    {R"({"failOn": 3})", "a:1:12: not a text between quotes"},
    {R"({"failOn": "low", "failOn": "high"})", "a:1:29: the key \"failOn\" is there twice"},
    {R"({"allow": {}})", "a:1:11: not an array"},
    {R"({"allow": ["x"]})", "a:1:12: not an object"},
    {R"({"allow": [{"path": "a", "reason": "b"}]})", "a:1:12: without \"rule\""},
    {R"({"allow": [{"rule": "r", "path": "a"}]})", "a:1:12: without \"reason\""},
    {R"({"allow": [{"rule": "r", "path": "a", "reason": " "}]})", "a:1:49: empty"},
    {R"({"allow": [{"rule": "r", "path": "a", "reason": "b", "until": "2027-13-01"}]})",
     "a:1:63: \"until\" is no day as YYYY-MM-DD"},
    {R"({"allow": [{"rule": "r", "path": "a", "reason": "b", "until": "2027-02-29"}]})",
     "a:1:63: \"until\" is no day as YYYY-MM-DD"},
    {R"({"allow": [{"rule": "r", "path": "!a", "reason": "b"}]})",
     "a:1: a path with a sign that stands for nothing here: \\, !, [, { or ./ at its begin"},
    {R"({"allow": [{"rule": "r", "path": "a", "reason": "b", "until": "tomorrow"}]})",
     "a:1:63: \"until\" is no day as YYYY-MM-DD"},
    {R"({"allow": [{"rule": "r", "paths": "a", "reason": "b"}]})",
     "a:1:35: unknown key \"paths\"; did you mean \"path\"?"},
    {"{", "a: invalid JSON at line 1, column 2: unexpected end of input; expected string literal"},
});

TEST(Config, TellsWhereItIsWrong) {
  for (const WrongConfig& wrong : kWrongConfigs) {
    const auto config = parse_config(wrong.text, "a");
    ASSERT_FALSE(config) << wrong.text;
    EXPECT_EQ(config.error().where + ": " + config.error().what, wrong.error);
  }
}

TEST(Config, SafeOnAnyBytes) {
  const std::string text = R"({"allow": [{"rule": "r", "path": "a", "reason": "b"}]} // "/*)";
  for (std::size_t size = 0; size < text.size(); ++size) {
    (void)parse_config(text.substr(0, size), "a");
    (void)parse_config(text.substr(size), "a");
  }
}

}  // namespace
}  // namespace packwarden
