#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/database.h"
#include "match/engine.h"
#include "rule/lint.h"
#include "rule/rule_set.h"
#include "rulec/compiler.h"

namespace packwarden {

/// What a rule of a test says beside its pattern.
struct TestRule {
  std::string pattern;
  std::vector<std::string> keywords = {};
  std::uint32_t window = 0;
  std::uint32_t group = 0;
  Confidence confidence = Confidence::high;
};

/// The rules, checked, with ids r00, r01, … in the order given.
inline RuleSet rules_for_test(const std::vector<TestRule>& rows) {
  std::vector<Rule> rules;
  for (const TestRule& row : rows) {
    Rule rule;
    rule.id = "r" + std::to_string(rules.size() / 10) + std::to_string(rules.size() % 10);
    rule.provider = rule.title = "test";
    rule.message = rule.fix = "Test.";
    rule.examples = rule.negative_examples = {"x"};
    rule.pattern = row.pattern;
    rule.keywords = row.keywords;
    rule.window = row.window;
    rule.secret_group = row.group;
    rule.confidence = row.confidence;
    auto checked = check_rule(rule, rule.id);
    EXPECT_TRUE(checked) << row.pattern << ": " << checked.error().what;
    rules.push_back(*std::move(checked));
  }
  return *RuleSet::create(std::move(rules));
}

inline Database database_for_test(const std::vector<TestRule>& rows, EngineKind kind) {
  const auto image = compile_image(rules_for_test(rows));
  EXPECT_TRUE(image) << image.error().where << ": " << image.error().what;
  auto database = Database::from_image(*image, kind);
  EXPECT_TRUE(database) << database.error().what;
  return *std::move(database);
}

/// "rule:begin-end(secret begin-secret end)" for each match, and " joined" behind one that is.
inline std::vector<std::string> matches_of(const Database& database, std::string_view text,
                                           Boundaries boundaries = Boundaries::kept) {
  auto scratch = database.engine().new_scratch();
  EXPECT_TRUE(scratch) << scratch.error().what;
  std::vector<RuleMatch> matches;
  const auto outcome = database.engine().find(MarkedText(text), boundaries, **scratch, matches);
  EXPECT_TRUE(outcome) << outcome.error().what;
  std::vector<std::string> out;
  for (const RuleMatch& match : matches) {
    const auto range = [](const ByteSpan& span) {
      return std::to_string(span.begin) + "-" + std::to_string(span.end);
    };
    out.push_back(std::to_string(match.rule) + ":" + range(match.whole) + "(" +
                  range(match.secret) + ")" + (match.joined ? " joined" : ""));
  }
  return out;
}

}  // namespace packwarden
