#include "rule/pattern.h"

#include <gtest/gtest.h>

#include <utility>

namespace packwarden {
namespace {

struct Printed {
  const char* pattern;
  const char* confirm;
  const char* superset;
};

TEST(Pattern, IsPrintedForEachEngine) {
  constexpr Printed kRows[] = {
      {"ab", "ab", "ab"},
      {R"(x\b(npm_[a-z]{36,40})\b)", R"(x\b(npm_[a-z]{36,40})\b)", "x(?:npm_[a-z]{36})"},
      {R"(\babc\b)",
       R"((?:\b|\x5c(?:[bfnrtv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})|\x25[0-9A-Fa-f]{2})(abc\b))",
       "abc"},
      {"abc[a-z]+", "abc[a-z]{1,}", "abc[a-z]{1}"},
      {"abc(?:d|ef)?", "abc(?:(?:d|ef)){0,1}", "abc"},
      {"abc(?:de*)?x?", "abc(?:de{0,}){0,1}x{0,1}", "abc"},
      {"(?i)a1", "[Aa]1", "[Aa]1"},
      {"a(?i:b)c", "a[Bb]c", "a[Bb]c"},
      {"a.b", R"(a[^\x0a]b)", R"(a[^\x0a]b)"},
      {R"([^\w\x00-])", R"([^\x00\x2d0-9A-Z_a-z])", R"([^\x00\x2d0-9A-Z_a-z])"},
      {"[]a]", R"([\x5da])", R"([\x5da])"},
      {R"(\.\-\x41\n)", R"(\x2e\x2dA\x0a)", R"(\x2e\x2dA\x0a)"},
      {"a{2}?b{1,3}?", "a{2}?b{1,3}?", "a{2}?b{1}?"},
      {"abcx*y?", "abcx{0,}y{0,1}", "abc"},
      {"abc[x-z]{2,9}(?:x|y)", "abc[x-z]{2,9}(?:x|y)", "abc[x-z]{3}"},
      {"abc[x-z]{2,9}([yz])", "abc[x-z]{2,9}([yz])", "abc[x-z]{3}"},
      {R"(abc[-z]+(?:z|-\b)y?)", R"(abc[\x2dz]{1,}(?:z|\x2d\b)y{0,1})", R"(abc[\x2dz]{2})"},
      {"abc[x-z]{2,9}z", "abc[x-z]{2,9}z", "abc[x-z]{2,9}z"},
      {"abc[x-z]{2,9}(?:x|zy)", "abc[x-z]{2,9}(?:x|zy)", "abc[x-z]{2,9}(?:x|zy)"},
      {"abc[x-z]{2,9}[a-y]", "abc[x-z]{2,9}[a-y]", "abc[x-z]{2,9}[a-y]"},
      {"abcx{2,99}y", "abcx{2,99}y", "abcx{2,99}y"},
      {"abcx{2,100}y", "abcx{2,}y", "abcx{2,}y"},
      {"abcx{100}y", "abcx{100}y", "abcx{100}y"},
      {"abc(?:xy){2,100}z", "abc(?:xy){2,100}z", "abc(?:xy){2,100}z"},
  };
  for (const Printed& row : kRows) {
    const auto pattern = Pattern::parse(row.pattern, "r");
    ASSERT_TRUE(pattern) << row.pattern << ": " << pattern.error().what;
    EXPECT_EQ(pattern->confirm(), row.confirm) << row.pattern;
    EXPECT_EQ(pattern->superset(), row.superset) << row.pattern;
  }
}

TEST(Pattern, MayBeTakenWithoutTheBoundariesAroundIt) {
  constexpr std::pair<const char*, const char*> kRows[] = {
      {R"(\babc\b)", "abc"},
      {R"(\b(a\bc)\b)", R"((a\bc))"},
      {R"(\ba(?:b\b|-\B))", R"(a(?:b|\x2d))"},
      {R"(\ba(?:==|\b))", R"(a(?:\x3d\x3d|))"},
      {R"((?:\b|_)abc)", "(?:|_)abc"},
      {R"(a(?:b\b){0,2})", R"(a(?:b\b){0,2})"},
      {"abc", "abc"},
  };
  for (const auto& [text, without] : kRows) {
    EXPECT_EQ(Pattern::parse(text, "r")->without_outer_boundaries().confirm(), without) << text;
  }
  EXPECT_TRUE(
      Pattern::parse(R"(\babc[0-9]{3,200}\b)", "r")->without_outer_boundaries().open_tail());
}

struct Mistake {
  const char* pattern;
  const char* what;
};

TEST(Pattern, NamesThePlaceOfAMistake) {
  constexpr Mistake kRows[] = {
      {"^a", "at byte 0 of the pattern: anchors are not supported"},
      {"a$", "at byte 1 of the pattern: anchors are not supported"},
      {"a(?=b)", "at byte 2 of the pattern: only (?: ), (?i: ) and plain groups are supported"},
      {"(?P<x>a)", "at byte 1 of the pattern: only (?: ), (?i: ) and plain groups are supported"},
      {"(a", "at byte 2 of the pattern: `(` without `)`"},
      {"a)", "at byte 1 of the pattern: `)` without `(`"},
      {"[a", "at byte 2 of the pattern: `[` without `]`"},
      {"[z-a]", "at byte 4 of the pattern: a range must ascend"},
      {"[[:alpha:]]", "at byte 1 of the pattern: write `[` in a class as `\\["},
      {"a{1001}", "at byte 5 of the pattern: a repeat goes up to 1000"},
      {"a{3,2}", "at byte 6 of the pattern: a repeat must ascend"},
      {"a{,2}", "at byte 2 of the pattern: a repeat is {n}, {n,} or {n,m}"},
      {"a++", "at byte 2 of the pattern: a quantifier on a quantifier"},
      {"*a", "at byte 0 of the pattern: nothing to repeat"},
      {"\\A", "at byte 1 of the pattern: this escape is not supported"},
      {"\\1", "at byte 1 of the pattern: this escape is not supported"},
      {"\\b*", "at byte 3 of the pattern: a word boundary cannot be repeated"},
      {"\xC3\xA4", "at byte 0 of the pattern: write bytes outside printable ASCII as \\xHH"},
      {"a\\", "at byte 2 of the pattern: `\\` at the end"},
  };
  for (const Mistake& row : kRows) {
    const auto pattern = Pattern::parse(row.pattern, "r");
    ASSERT_FALSE(pattern) << row.pattern;
    EXPECT_TRUE(pattern.error().what.starts_with(row.what)) << pattern.error().what;
  }
  EXPECT_FALSE(Pattern::parse(std::string(5000, 'a'), "r"));
  EXPECT_FALSE(Pattern::parse(std::string(100, '('), "r"));
}

struct Measured {
  const char* pattern;
  std::uint32_t min;
  std::uint32_t max;
  std::uint32_t superset;
  std::uint32_t literal;
};

TEST(Pattern, KnowsItsWidthsAndItsLiteral) {
  constexpr auto kNone = Pattern::kUnbounded;
  constexpr Measured kRows[] = {
      {"abc", 3, 3, 3, 3},          {"abc[x-z]{2,5}", 5, 8, 5, 3},
      {"ab[x-z]cd", 5, 5, 5, 2},    {"(?i)key=.{0,9}z", 5, 14, 14, 4},
      {"(?:abcd|ef)_", 3, 5, 5, 3}, {"(?:abcd|[0-9])_", 2, 5, 5, 1},
      {"(?:ab){3}", 6, 6, 6, 6},    {"abc[x-z]+", 4, kNone, 4, 3},
      {"ab(?:cd)?ef", 4, 6, 6, 2},  {"a+bcd", 4, kNone, kNone, 3},
  };
  for (const Measured& row : kRows) {
    const auto pattern = Pattern::parse(row.pattern, "r");
    ASSERT_TRUE(pattern) << row.pattern;
    EXPECT_EQ(pattern->min_width(), row.min) << row.pattern;
    EXPECT_EQ(pattern->max_width(), row.max) << row.pattern;
    EXPECT_EQ(pattern->superset_width(), row.superset) << row.pattern;
    EXPECT_EQ(pattern->literal_width(), row.literal) << row.pattern;
  }
}

struct PlacedRun {
  const char* pattern;
  std::uint32_t before;
  std::uint32_t after;
};

TEST(Pattern, KnowsWhereAllItsMatchesHaveALongRun) {
  constexpr auto kNone = Pattern::kUnbounded;
  constexpr PlacedRun kRows[] = {
      {"tok_[0-9a-z]{20}", 0, 0},
      {"tok_[0-9a-z]{20,90}", 0, 0},
      {R"(\btok_(?:ab|c)[0-9a-z]{19}\b)", 0, 0},
      {"key: ([0-9a-f]{24});", 5, 1},
      {"(?:a|bcd)=[0-9a-f]{24}.{0,3}x", 4, 4},
      {"(?:x:[a-z]{24}|yz:([a-z]{30})!)", 3, 1},
      {R"(eyJ[\w-]{21,}\.x)", 0, 2},
      {"abc[x:]{100,200}[a-z]{24}", kNone, 0},
      {"[a-z]{24}.[a-z]{40}..", 25, 2},
  };
  for (const PlacedRun& row : kRows) {
    const auto run = Pattern::parse(row.pattern, "r")->run();
    ASSERT_TRUE(run) << row.pattern;
    EXPECT_EQ(run->before, row.before) << row.pattern;
    EXPECT_EQ(run->after, row.after) << row.pattern;
  }
  for (const char* text : {"tok_[0-9a-z]{19}", "[a-z]{20}.[a-z]{20}", "tok_[0-9a-z.]{20}",
                           "(?:x[a-z]{24}|y)zzz", "abc(?:[a-z]{24})?", "abc[a-z]{0,90}"}) {
    EXPECT_FALSE(Pattern::parse(text, "r")->run()) << text;
  }
}

TEST(Pattern, TellsAnUnboundedTailFromAnUnboundedMiddle) {
  for (const char* text : {"abc[a-z]+", "abc(x[a-z]*)", "abc(?:[a-z]{3,})"}) {
    EXPECT_TRUE(Pattern::parse(text, "r")->only_tail_unbounded()) << text;
  }
  for (const char* text :
       {"abc", "a+bc", "abc(?:xy)+", "abc[a-z]+?", "abc(?:x+|y)", "abc[a-z]+\\b"}) {
    EXPECT_FALSE(Pattern::parse(text, "r")->only_tail_unbounded()) << text;
  }
}

TEST(Pattern, KnowsWhetherAWideMatchCanBeCut) {
  for (const char* text : {"abc[a-z]+", "abc([a-z]{3,100})", "abc(x[a-z]*)"}) {
    EXPECT_TRUE(Pattern::parse(text, "r")->open_tail()) << text;
  }
  for (const char* text : {"abc[a-z]{3,99}", "abc[a-z]{3,100}\\b", "abc(?:[a-z]{3,100}|x)"}) {
    EXPECT_FALSE(Pattern::parse(text, "r")->open_tail()) << text;
  }
}

}  // namespace
}  // namespace packwarden
