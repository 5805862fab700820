#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "match/engines.h"
#include "match/rules_image.h"
#include "rules_for_test.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Row {
  TestRule rule;
  std::string text;
  std::vector<std::string> matches;
};

/// A pattern of all words of three letters out of seven.
std::string many_words() {
  constexpr std::string_view kLetters = "abcdefg";
  std::string out = "(?:";
  for (const char first : kLetters) {
    for (const char second : kLetters) {
      for (const char third : kLetters) out += {first, second, third, '|'};
    }
  }
  out.back() = ')';
  return out;
}

std::string repeated(int times, const std::string& text) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::vector<Row> rows() {
  return {
      // Word boundaries look at the real neighbours.
      {{R"(\babc[0-9]{3}\b)"}, "abc123 xabc123 abc1234 abc123", {"0:0-6(0-6)", "0:23-29(23-29)"}},
      // The secret is its group.
      {{"key=([0-9]{2,4})", {}, 0, 1}, "key=12345", {"0:0-8(4-8)"}},
      // Or the first group behind it that takes part; of none, the whole.
      {{"key=(?:a([0-9]{2})|b([0-9]{2})|c[0-9]{2})", {}, 0, 1},
       "key=a12 key=b34 key=c56",
       {"0:0-7(5-7)", "0:8-15(13-15)", "0:16-23(16-23)"}},
      // Matches do not overlap; the first from the left wins.
      {{"aba[ab]{2}"}, "abababababa", {"0:0-5(0-5)", "0:6-11(6-11)"}},
      // A later match must not hide an earlier one that ends after it.
      {{"abc.{10}xyz|cdef"}, "abcdef....___xyz", {"0:0-16(0-16)"}},
      {{"abc.{10}xyz|cdef"}, "abcdef....___xy_", {"0:2-6(2-6)"}},
      // Lazy and greedy differ.
      {{"abc[a-z]{1,9}?z"}, "abcxzyz", {"0:0-5(0-5)"}},
      {{"abc[a-z]{1,9}z"}, "abcxzyz", {"0:0-7(0-7)"}},
      // An unbounded tail stops at the window.
      {{"key=[0-9]+", {}, 8}, "key=123456789 key=1", {"0:0-8(0-8)", "0:14-19(14-19)"}},
      // A long repeat may exceed its own maximum, never that of the whole.
      {{"abc[x]{1,100}-[y]{1,100}z"}, "abc" + std::string(120, 'x') + "-yz", {"0:0-126(0-126)"}},
      {{"abc[x]{1,100}-[y]{1,100}z"}, "abc" + std::string(200, 'x') + "-yz", {}},
      // What is too wide is refused, and what begins within it is looked for.
      {{"abc[a-z]{1,100}-"}, "abc" + std::string(99, 'x') + "abcxx-", {"0:102-108(102-108)"}},
      // At an open tail it is cut.
      {{"abc[x]{1,100}"}, "abc" + std::string(120, 'x'), {"0:0-103(0-103)"}},
      // A long repeat in front of it may take as much as leaves the tail its place, and no more.
      {{R"(abc[^\n]{0,100}=([a-z]{3,100}))", {}, 0, 1},
       "abc=aaa " + std::string(300, 'b') + "=ccc",
       {"0:0-7(4-7)"}},
      {{R"(abc[^\n]{0,100}=([a-z]{3,100}))", {}, 0, 1},
       "abc=aaa " + std::string(150, '.') + "=" + std::string(99, 'c'),
       {"0:0-204(159-204)"}},
      {{R"(abc[^\n]{0,100}=([a-z]{3,100}))", {}, 0, 1},
       repeated(30, "abc=aaa "),
       {"0:0-199(196-199)", "0:200-239(236-239)"}},
      // Every byte can be part of a match.
      {{R"(abc[^\n]{2})"}, std::string("abc\0\xff", 5), {"0:0-5(0-5)"}},
      {{"(?i)secret[a-z]{2}"}, "SeCrEtXy", {"0:0-8(0-8)"}},
      // A weak rule is looked for around its keywords only.
      {{"[0-9]{4}", {"pin"}, 10},
       "1234 ........... PIN: 5678 ............ 9999",
       {"0:22-26(22-26)"}},
      {{"[0-9]{4}", {"pin"}, 10}, "1234", {}},
      {{"[0-9]{4}", {"pin"}, 10}, "1234 pin", {"0:0-4(0-4)"}},
      // So is a strong one with keywords.
      {{"key=[0-9]{4}", {"pin"}, 12}, "key=1234 pin ................. key=5678", {"0:0-8(0-8)"}},
      // What is looked for may stand in the middle, and the match may begin in several places.
      {{"[0-9]{2}(?:abc|xyz)[0-9]"}, "12abc3 1abc2 99xyz9abc1", {"0:0-6(0-6)", "0:13-19(13-19)"}},
      {{"[0-9]{0,9}abc[0-9]"}, "abc1 12abc3 __44abc", {"0:0-4(0-4)", "0:5-11(5-11)"}},
      {{"[a-z]{0,9}-key-[0-9]"}, "ab-key-x-key-1", {"0:7-14(7-14)"}},
      // Too many needles to look for any.
      {{many_words() + "="}, "xabd= xyzab", {"0:1-5(1-5)"}},
      {{"abc"}, "", {}},
  };
}

class EachEngine : public testing::TestWithParam<EngineKind> {};

/// What is tested of Hyperscan alone.
class HyperscanEngine : public testing::Test {
 protected:
  void SetUp() override {
    if (hyperscan_version().empty()) GTEST_SKIP() << "built without Hyperscan";
  }
};

std::vector<EngineKind> all_engines() {
  std::vector<EngineKind> out = engines();
  out.push_back(EngineKind::oracle);
  return out;
}

INSTANTIATE_TEST_SUITE_P(Engine, EachEngine, testing::ValuesIn(all_engines()));

TEST_P(EachEngine, FindWhatARuleMeans) {
  for (const Row& row : rows()) {
    const Database database = database_for_test({row.rule}, GetParam());
    EXPECT_EQ(matches_of(database, row.text), row.matches) << row.rule.pattern << "\n" << row.text;
  }
}

TEST_P(EachEngine, FindATokenBehindAnEscape) {
  const Database database =
      database_for_test({{R"(\btok_[0-9]{3})"}, {R"(\b(tik_)([0-9]{3}))", {}, 0, 2}}, GetParam());
  for (const std::string before :
       {"\\n", "\\r\\n", "\\t", "\\x22", "\\u0022", "%3D", "%20", "\"", ""}) {
    const std::string begin = std::to_string(before.size());
    const std::string token = "0:" + begin + "-" + std::to_string(before.size() + 7);
    EXPECT_EQ(matches_of(database, before + "tok_123"),
              std::vector<std::string>{token + "(" + token.substr(2) + ")"})
        << before;
    EXPECT_EQ(matches_of(database, before + "tik_123").size(), 1U) << before;
  }
  for (const std::string before : {"n", "\\q", "%3", "x22", "_", "\\u022"}) {
    EXPECT_THAT(matches_of(database, before + "tok_123"), IsEmpty()) << before;
  }
  // The group is counted as the rule counts it.
  EXPECT_EQ(matches_of(database, "\\ntik_123"), std::vector<std::string>{"1:2-9(6-9)"});
}

TEST_P(EachEngine, FindSureTokensThatNothingSetsApart) {
  const TestRule fixed = {R"(\b(tok_)([0-9]{3})\b)", {}, 0, 2};
  const TestRule long_tail = {R"(\btok_[0-9]{3,120}\b)"};
  const TestRule either_end = {R"(\btok_[a-c-]{2}(?:[a-c]\b|-\B))"};
  const std::vector<Row> rows = {
      {fixed, "tok_123", {"0:0-7(4-7)"}},
      {fixed, "xtok_123", {"0:1-8(5-8) joined"}},
      {fixed, "tok_123N", {"0:0-7(4-7) joined"}},
      {fixed, "tok_123tok_456.", {"0:0-7(4-7) joined", "0:7-14(11-14) joined"}},
      // An escape stands before a token in any text.
      {fixed, "\\ntok_123", {"0:2-9(6-9)"}},
      {fixed, "xtok_12x", {}},
      // What goes on is cut where the longest match ends.
      {long_tail, "xtok_" + std::string(130, '1'), {"0:1-125(1-125) joined"}},
      {either_end, "xtok_ab-c", {"0:1-8(1-8) joined"}},
      {either_end, "xtok_abcc", {"0:1-8(1-8) joined"}},
      // Boundaries within a pattern count.
      {{R"(\btok_[a-z.]{2,9}\b[0-9.]{2})"}, "xtok_ab12 xtok_ab.1", {"0:11-19(11-19) joined"}},
      // Keywords, too.
      {{R"(\btok_[0-9]{3}\b)", {"acme"}, 20}, "xtok_123 acme", {"0:1-8(1-8) joined"}},
      {{R"(\btok_[0-9]{3}\b)", {"acme"}, 20}, "xtok_123", {}},
      // A rule that is not sure wants its boundaries, and so does one that begins with none.
      {{R"(\btok_[0-9]{3}\b)", {}, 0, 0, Confidence::medium}, "xtok_123 tok_4567", {}},
      {{R"(tok_[0-9]{3}\b)"}, "tok_1234", {}},
  };
  for (const Row& row : rows) {
    const Database database = database_for_test({row.rule}, GetParam());
    EXPECT_EQ(matches_of(database, row.text, Boundaries::ignored), row.matches)
        << row.rule.pattern << "\n"
        << row.text;
  }
}

TEST_P(EachEngine, LimitTheMatchesOfOneRuleAndKeepTheOthers) {
  const Database database = database_for_test({{"abc"}, {"xyz"}}, GetParam());
  std::string text = "xyz";
  for (int i = 0; i < 200'001; ++i) text += "abc";
  text += "xyz";
  auto scratch = database.engine().new_scratch();
  std::vector<RuleMatch> matches;
  const auto outcome =
      database.engine().find(MarkedText(text), Boundaries::kept, **scratch, matches);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().what,
            "the rule r00 matches too often (limit matches-per-rule = 200000)");
  EXPECT_EQ(matches.size(), 200'002U);
  // The scratch is as new after a failure.
  matches.clear();
  EXPECT_TRUE(database.engine().find(MarkedText("abc"), Boundaries::kept, **scratch, matches));
  EXPECT_EQ(matches.size(), 1U);
}

TEST_F(HyperscanEngine, IsTheVersionThatWasTested) {
  EXPECT_TRUE(hyperscan_version().starts_with("5.4.0 ")) << hyperscan_version();
}

TEST_F(HyperscanEngine, CompilesToTheSameBytesEachTime) {
  const std::vector<TestRule> rules = {{"abc[0-9]{3}"}, {"[0-9]{4}", {"pin"}, 10}};
  EXPECT_EQ(*compile_image(rules_for_test(rules)), *compile_image(rules_for_test(rules)));
}

TEST(RulesImage, RefusesDamage) {
  const std::string image = *compile_image(rules_for_test({{"abc[0-9]{3}"}}));
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, std::size_t{60}, image.size() - 1}) {
    const auto database = Database::from_image(image.substr(0, size), EngineKind::re2);
    ASSERT_FALSE(database) << size;
    EXPECT_EQ(database.error().where, "embedded rules");
  }
}

TEST_F(HyperscanEngine, RefusesRulesOfAnotherVersion) {
  std::string other = *compile_image(rules_for_test({{"abc[0-9]{3}"}}));
  other[other.find("5.4.0")] = '6';
  const auto database = Database::from_image(other, EngineKind::hyperscan);
  ASSERT_FALSE(database);
  EXPECT_THAT(database.error().what, testing::HasSubstr("were compiled by version 6.4.0"));
}

TEST_F(HyperscanEngine, RefusesADatabaseWithABrokenByte) {
  std::string image = *compile_image(rules_for_test({{"abc[0-9]{3}"}}));
  image.back() = static_cast<char>(~image.back());
  image[image.size() - 200] = static_cast<char>(~image[image.size() - 200]);
  EXPECT_FALSE(Database::from_image(image, EngineKind::hyperscan));
}

}  // namespace
}  // namespace packwarden
