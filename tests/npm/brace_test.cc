#include "npm/brace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "npm/unicode.h"

namespace packwarden {
namespace {

using ::testing::ElementsAreArray;

struct Row {
  const char* pattern;
  std::vector<std::string> alternatives;
};

std::vector<std::string> expanded(std::string_view pattern) {
  std::vector<std::string> out;
  const auto alternatives = expand_braces(to_utf16(pattern), ".npmignore:1", OtherEscapes::kept);
  EXPECT_TRUE(alternatives) << pattern;
  for (const std::u16string& text : alternatives.value()) out.push_back(to_utf8(text));
  return out;
}

TEST(Brace, ExpandsAsBashDoes) {
  const Row kRows[] = {
      {"a{b,c}d", {"abd", "acd"}},
      {"a{b,c{d,e}f}g", {"abg", "acdfg", "acefg"}},
      {"{a,b}{c,d}", {"ac", "ad", "bc", "bd"}},
      {"{a,a}", {"a"}},
      {"{,a}", {"a"}},
      {"x{,a}", {"x", "xa"}},
      {"{,}", {}},
      {"a{b}c", {"a{b}c"}},
      {"a{b", {"a{b"}},
      {"a,b}", {"a,b}"}},
      {"{}", {"{}"}},
      {"{},a}b", {"{},a}b"}},
      {"a{},b}c", {"a}c", "abc"}},
      {"{{a,b}}", {"{a}", "{b}"}},
      {"${a,b}", {"${a,b}"}},
      {"${a,b}{c,d}", {"${a,b}c", "${a,b}d"}},
      {"{a},b}", {"a}", "b"}},
  };
  for (const Row& row : kRows) {
    EXPECT_THAT(expanded(row.pattern), ElementsAreArray(row.alternatives)) << row.pattern;
  }
}

TEST(Brace, CountsInSequences) {
  const Row kRows[] = {
      {"{1..3}", {"1", "2", "3"}},
      {"{3..1}", {"3", "2", "1"}},
      {"{01..03}", {"01", "02", "03"}},
      {"{1..5..2}", {"1", "3", "5"}},
      {"{a..e..2}", {"a", "c", "e"}},
      {"{-1..1}", {"-1", "0", "1"}},
      {"{-01..1}", {"-01", "000", "001"}},
      {"{1..2", {"{1..2"}},
      {"{a..1}", {"{a..1}"}},
  };
  for (const Row& row : kRows) {
    EXPECT_THAT(expanded(row.pattern), ElementsAreArray(row.alternatives)) << row.pattern;
  }
}

TEST(Brace, TakesBackslashesAwayOnlyWhereBracesAreLookedAt) {
  EXPECT_THAT(expanded("\\{a,b\\}"), ElementsAreArray({"{a,b}"}));
  EXPECT_THAT(expanded("{a\\,b,c}"), ElementsAreArray({"a,b", "c"}));
  EXPECT_THAT(expanded("\\\\{a,b}"), ElementsAreArray({"\\a", "\\b"}));
  EXPECT_THAT(expanded("a\\.b"), ElementsAreArray({"a\\.b"}));
}

TEST(Brace, StopsAtItsLimitsWithAnErrorThatQuotesNothing) {
  const std::string many = "{1..20000}";
  std::string chained;
  for (int i = 0; i < 40; ++i) chained += "{a,b}";
  std::string deep(100, '{');
  deep += "a,b" + std::string(100, '}');
  std::string long_way;
  for (int i = 0; i < 16'000; ++i) long_way += "${a}";
  const std::pair<std::string, std::string> kRows[] = {
      {many, "braces stand for too many patterns (limit brace-alternatives = 10000)"},
      {chained, "braces stand for too many patterns (limit brace-alternatives = 10000)"},
      {deep, "braces are nested too deeply (limit brace-depth = 64)"},
      {long_way, "braces take too many steps (limit brace-steps = 20000000)"},
  };
  for (const auto& [pattern, what] : kRows) {
    const auto result = expand_braces(to_utf16(pattern), ".npmignore:7", OtherEscapes::kept);
    ASSERT_FALSE(result) << what;
    EXPECT_EQ(result.error().kind, ErrorKind::limit);
    EXPECT_EQ(result.error().where, ".npmignore:7");
    EXPECT_EQ(result.error().what, what);
  }
}

}  // namespace
}  // namespace packwarden
