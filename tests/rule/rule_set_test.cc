#include "rule/rule_set.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

/// A sound rule file in which `from` is replaced by `to`.
std::string rule_file(const std::string& from = "", const std::string& to = "") {
  std::string text = R"({"provider": "acme", "rules": [{
    "id": "acme-key", "title": "Acme key", "message": "It opens doors.", "fix": "Change it.",
    "pattern": ["\\b(acme_", "[a-z]{8})\\b"], "severity": "high", "confidence": "medium",
    "examples": [["acme_", "abcdefgh"]], "negative_examples": ["acme_"]}]})";
  const std::size_t place = text.find(from);
  if (!from.empty()) text.replace(place, from.size(), to);
  return text;
}

TEST(RuleSet, ReadsARuleFile) {
  const auto rules = RuleSet::parse_file(rule_file(), "acme.json");
  ASSERT_TRUE(rules) << rules.error().what;
  const Rule& rule = rules->front();
  EXPECT_EQ(rule.provider, "acme");
  EXPECT_EQ(rule.pattern, R"(\b(acme_[a-z]{8})\b)");
  EXPECT_EQ(rule.secret_group, 1U);
  EXPECT_EQ(rule.examples.front(), "acme_abcdefgh");
  EXPECT_EQ(rule.facts.superset, "(?:acme_[a-z]{8})");
  EXPECT_EQ(rule.facts.width, 19U);
  EXPECT_TRUE(rule.facts.has_lead);
  EXPECT_FALSE(rule.facts.weak);
}

struct BadRule {
  const char* from;
  const char* to;
  const char* what;
};

TEST(RuleSet, RefusesAWrongRuleWithFileIdAndReason) {
  constexpr BadRule kRows[] = {
      {"\"title\"", "\"titel\"", "unknown key \"titel\""},
      {"\"Acme key\"", "7", "\"title\" must be a string or a list of strings"},
      {"\"high\"", "\"severe\"", "\"severity\" must be a known name"},
      {"doors.", "doors", "message is no sentence that ends with a full stop"},
      {"[\"acme_\"]", "[]", "negative_examples are missing"},
      {"acme_\", \"[a-z]{8}", "ac\", \"[a-z]{8}",
       "the pattern is weak: it has no literal of three bytes and needs keywords"},
      {"{8}", "+",
       "only the last item, a greedy repeat of one class, may be unbounded; bound the others"},
      {"{8})\\\\b", "+)", "an unbounded pattern needs a window that its shortest match fits in"},
      {"\"severity\"", "\"secret_group\": 2, \"severity\"",
       "secret_group is no group of the pattern"},
      {"\"severity\"", "\"keywords\": [\"ab\"], \"severity\"", "keyword \"ab\" is too short"},
      {"\"severity\"", "\"keywords\": [\"acme\"], \"severity\"", "keywords need a window"},
      {"\"severity\"", "\"window\": 9, \"severity\"",
       "window is of no use: the pattern is bounded and there are no keywords"},
      {"\"severity\"", "\"class\": \"public\", \"severity\"", "a public value must be a note"},
      {"[a-z]{8}", "(", "at byte 12 of the pattern: `(` without `)`"},
  };
  for (const BadRule& row : kRows) {
    const auto rules = RuleSet::parse_file(rule_file(row.from, row.to), "acme.json");
    ASSERT_FALSE(rules) << row.to;
    EXPECT_EQ(rules.error().where, "acme.json: acme-key");
    EXPECT_EQ(rules.error().what, row.what);
  }
}

TEST(RuleSet, RefusesAnIdThatIsUsedTwice) {
  auto rules = *RuleSet::parse_file(rule_file(), "acme.json");
  rules.push_back(rules.front());
  const auto set = RuleSet::create(rules);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().what, "two rules have this id");
}

TEST(RuleSet, SurvivesSerializationWithoutItsExamples) {
  const auto set = RuleSet::create(*RuleSet::parse_file(rule_file(), "acme.json"));
  const std::string bytes = set->serialize();
  const auto again = RuleSet::deserialize(bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->serialize(), bytes);
  ASSERT_NE(again->find("acme-key"), nullptr);
  EXPECT_TRUE(again->find("acme-key")->examples.empty());
  EXPECT_EQ(again->find("acme-key")->facts.confirm, set->find("acme-key")->facts.confirm);
  EXPECT_EQ(again->find("other"), nullptr);
}

TEST(RuleSet, RefusesADamagedTable) {
  const std::string bytes = RuleSet::create(*RuleSet::parse_file(rule_file(), "a"))->serialize();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(RuleSet::deserialize(bytes.substr(0, length))) << length;
  }
  EXPECT_FALSE(RuleSet::deserialize(bytes + "x"));
}

}  // namespace
}  // namespace packwarden
