#include "base/json.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(Json, KeepsTheOrderOfKeysAndTheLastOfDuplicates) {
  const auto json = parse_json(R"({"b":1,"a":2,"b":3})", "x");
  ASSERT_TRUE(json);
  EXPECT_EQ(to_text(*json, -1), R"({"b":3,"a":2})");
}

TEST(Json, DropsOneByteOrderMark) {
  EXPECT_TRUE(parse_json("\xEF\xBB\xBF{}", "x"));
  EXPECT_FALSE(parse_json("\xEF\xBB\xBF\xEF\xBB\xBF{}", "x"));
}

struct BadText {
  const char* text;
  const char* what;
};

TEST(Json, ErrorsNameLineAndColumnAndNeverQuoteTheText) {
  constexpr BadText kRows[] = {
      {"",
       "invalid JSON at line 1, column 1: unexpected end of input; expected '[', '{', or a "
       "literal"},
      {"{\n  \"hidden\": 1,\n}",
       "invalid JSON at line 3, column 1: unexpected '}'; expected string literal"},
      {"{\"a\": hidden}", "invalid JSON at line 1, column 7: invalid literal"},
      {"{} x", "invalid JSON at line 1, column 4: invalid literal"},
      {"// c\n{}", "invalid JSON at line 1, column 1: invalid literal"},
  };
  for (const BadText& row : kRows) {
    const auto json = parse_json(row.text, "x");
    ASSERT_FALSE(json) << row.text;
    EXPECT_EQ(json.error().what, row.what);
    EXPECT_EQ(json.error().where, "x");
    EXPECT_EQ(json.error().what.find("hidden"), std::string::npos);
  }
}

TEST(Json, TakesCommentsWhereAllowed) {
  EXPECT_TRUE(parse_json("// c\n{} /* d */", "x", {.comments = true}));
}

TEST(Json, RefusesDeepNestingAsALimit) {
  const std::string deep(600, '[');
  const auto json = parse_json(deep, "x");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().kind, ErrorKind::limit);
  EXPECT_EQ(json.error().what, "JSON is nested too deeply (limit json-depth = 512)");
}

TEST(Json, TruthyIsWhatJavaScriptSays) {
  for (const char* text : {"null", "false", "0", "\"\"", "-0.0"}) {
    EXPECT_FALSE(parse_json(text, "x")->truthy()) << text;
  }
  for (const char* text : {"true", "1", "\"0\"", "[]", "{}"}) {
    EXPECT_TRUE(parse_json(text, "x")->truthy()) << text;
  }
}

TEST(Json, PrintsInvalidUtf8AsReplacementCharacter) {
  EXPECT_EQ(to_text(Json("a\xFF"), -1), "\"a\xEF\xBF\xBD\"");
}

TEST(Json, ANulByteIsAnErrorAndNotTheEnd) {
  using namespace std::string_literals;
  for (const std::string& text : {"{}\0"s, "{}\0garbage {{{"s, "\0"s, "{\"a\0\":1}"s}) {
    const auto json = parse_json(text, "x.json");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().what, "invalid JSON at line 1, column " +
                                     std::to_string(text.find('\0') + 1) + ": NUL byte");
  }
}

}  // namespace
}  // namespace packwarden
