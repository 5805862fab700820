#include "match/refinement.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "rules_for_test.h"

namespace packwarden {
namespace {

Rule refinement(std::string id, std::string pattern, std::vector<std::string> keywords) {
  Rule rule;
  rule.id = std::move(id);
  rule.refines = "r00";
  rule.provider = rule.title = "test";
  rule.message = rule.fix = "Test.";
  rule.examples = rule.negative_examples = {"x"};
  rule.pattern = std::move(pattern);
  rule.keywords = std::move(keywords);
  auto checked = check_rule(rule, rule.id);
  EXPECT_TRUE(checked) << checked.error().what;
  return *std::move(checked);
}

Database database() {
  std::vector<Rule> rules = {refinement("abuseipdb", "[0-9a-f]{8}", {"abuseipdb"}),
                             refinement("acme", "[0-9a-f]{8}", {"acme", "acmecorp"}),
                             refinement("acme-long", "[0-9a-f]{12}", {"acme"}),
                             refinement("bacme", "[0-9a-f]{8}", {"bacme"})};
  const RuleSet base = rules_for_test({{.pattern = "key\\W{1,6}([0-9a-f]{8,16})", .group = 1}});
  rules.push_back(base.rules()[0]);
  return *Database::compile(*RuleSet::create(std::move(rules)));
}

/// The ids of the rules that say most of each match in `text`.
std::vector<std::string> ids_in(const std::string& text) {
  const Database rules = database();
  Scanner scanner = *Scanner::create(rules);
  std::vector<Match> matches;
  EXPECT_TRUE(scanner.scan(MarkedText(text), Boundaries::kept, matches));
  std::vector<std::string> out;
  for (const Match& match : matches) {
    const Rule* rule = rules.refinements().of(match);
    out.push_back(rule == nullptr ? match.rule->id : rule->id);
  }
  return out;
}

using Ids = std::vector<std::string>;

TEST(Refinement, IsNamedByTheNameOfTheSecretOrByThoseAroundIt) {
  const std::vector<std::pair<std::string, Ids>> rows = {
      {"ABUSE_IPDB_key=0011aabb", {"abuseipdb"}},
      {"abuseIpDb.key = '0011aabb'", {"abuseipdb"}},
      {"\"acme\": {\"key\": \"0011aabb\"}", {"acme"}},
      {"acme:\n  key: 0011aabb\n", {"acme"}},
      {"acme: {\n  prod: {\n    key: \"0011aabb\"", {"acme"}},
      {"acme_key=0011aabbccdd", {"acme-long"}},
      {"BACME_key=0011aabb", {"bacme"}},
      {"acme bacme key: 0011aabb", {"bacme"}},
      {"bacme acme key: 0011aabb", {"acme"}},
  };
  for (const auto& [text, ids] : rows) EXPECT_EQ(ids_in(text), ids) << text;
}

TEST(Refinement, IsNotNamedByWhatStandsElsewhere) {
  const std::vector<std::pair<std::string, Ids>> rows = {
      {"key=0011aabb", {"r00"}},
      {"acme_key=0011aabbcc", {"r00"}},                           // another shape
      {"lacme_key=0011aabb", {"r00"}},                            // within a word
      {"acme_url=x\nkey=0011aabb", {"r00"}},                      // another line
      {"{\"acme\": {\"a\": 1}, \"key\": \"0011aabb\"", {"r00"}},  // a block that has ended
      {"acme(); key = '0011aabb'", {"r00"}},
      {"key: 0011aabb # acme", {"r00"}},
      {"acme_key=0011aabb\nkey=aabb0011", {"acme", "r00"}},
      {"acme " + std::string(200, '-') + " key=0011aabb", {"r00"}},  // far away
  };
  for (const auto& [text, ids] : rows) EXPECT_EQ(ids_in(text), ids) << text;
}

TEST(Refinement, FindsNothingByItself) {
  EXPECT_EQ(ids_in("acme 0011aabb"), Ids());
  EXPECT_EQ(matches_of(database(), "acme 0011aabb"), Ids());
}

}  // namespace
}  // namespace packwarden
