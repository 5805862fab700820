#include "npm/ignore_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> rules_of(std::string_view text) {
  RuleList rules;
  EXPECT_TRUE(append_ignore_file(text, ".npmignore", rules));
  std::vector<std::string> out;
  for (const RuleLabel& rule : rules.labels) out.push_back(rule.origin.text() + " " + rule.text);
  return out;
}

TEST(IgnoreFile, NumbersItsRulesByLine) {
  EXPECT_THAT(rules_of("# comment\n\na\r\n  b \n!c"),
              ElementsAre(".npmignore:3 a", ".npmignore:4 b", ".npmignore:5 !c"));
  EXPECT_THAT(rules_of(""), IsEmpty());
  EXPECT_THAT(rules_of(" \t\n # x\n"), IsEmpty());
}

TEST(IgnoreFile, TrimsWhatJavaScriptTrims) {
  EXPECT_THAT(rules_of("\xEF\xBB\xBF"
                       "a"),
              ElementsAre(".npmignore:1 a"));
  EXPECT_THAT(rules_of("\u00A0\u3000a\u2028 "), ElementsAre(".npmignore:1 a"));
  EXPECT_THAT(rules_of("a\\ "), ElementsAre(".npmignore:1 a\\"));
  EXPECT_THAT(rules_of("\u200Ba"), ElementsAre(".npmignore:1 \u200Ba"));  // no white space
}

TEST(IgnoreFile, TakesACarriageReturnAloneForNoLineEnd) {
  EXPECT_THAT(rules_of("a\rb"), ElementsAre(".npmignore:1 a\rb"));
}

TEST(IgnoreFile, ReplacesInvalidBytes) {
  EXPECT_THAT(rules_of("a\xFF"), ElementsAre(".npmignore:1 a\xEF\xBF\xBD"));
}

TEST(IgnoreFile, ARuleWithALineEndIsTwo) {
  RuleList rules;
  ASSERT_TRUE(append_rule("!a\nb", {RuleSource::manifest, "package.json", 7, "files[0]"}, rules));
  ASSERT_EQ(rules.patterns.size(), 2U);
  EXPECT_TRUE(rules.patterns[0].negated());
  EXPECT_FALSE(rules.patterns[1].negated());
  EXPECT_EQ(rules.labels[1].origin.text(), "package.json:7 (files[0])");
}

TEST(IgnoreFile, NamesTheLineThatCannotBeUsed) {
  RuleList rules;
  const auto result = append_ignore_file("a\n" + std::string(70'000, 'b'), "lib/.npmignore", rules);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().where, "lib/.npmignore:2");
}

TEST(IgnoreFile, HoldsNoMoreRulesThanItsLimit) {
  std::string text;
  for (int i = 0; i < 50'001; ++i) text += "a\n";
  RuleList rules;
  const auto result = append_ignore_file(text, ".npmignore", rules);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "there are too many rules (limit rules = 50000)");
}

TEST(IgnoreFile, HoldsNoMorePartsThanItsLimit) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "{1.." + std::to_string(9000 + i) + "}\n";
  RuleList rules;
  const auto result = append_ignore_file(text, ".npmignore", rules);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "the rules are too large (limit rule-parts = 200000)");
  const auto one = append_ignore_file("{1..9999}" + std::string(20, '/') + "a/a/a/a/a/a/a/a/a/a",
                                      ".npmignore", rules);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().what, "the pattern is too large (limit pattern-parts = 100000)");
}

}  // namespace
}  // namespace packwarden
