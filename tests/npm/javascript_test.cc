#include "npm/javascript.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

std::string rewritten(std::string_view text) {
  const auto value = parse_json(text, "text");
  EXPECT_TRUE(value) << text;
  return value ? stringify(*value, layout_of(text)) : std::string();
}

TEST(JavaScript, KeepsTheLayoutOfAText) {
  struct Row {
    std::string_view text, expected;
  };
  constexpr Row kRows[] = {
      {"{\"a\":1}\n", "{\"a\":1}"},
      {"{\n\"a\": 1}", "{\"a\":1}\n"},
      {"{\n  \"a\":[],\"b\":[1,{}]}", "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {}\n  ]\n}\n"},
      {"\xEF\xBB\xBF{\r\n\t\"a\":1}", "{\r\n\t\"a\": 1\r\n}\r\n"},
      {"{\n\n            \"a\":1}", "{\n\n          \"a\": 1\n\n}\n\n"},
  };
  for (const Row& row : kRows) EXPECT_EQ(rewritten(row.text), row.expected) << row.text;
}

TEST(JavaScript, WritesValuesAsJsonStringifyDoes) {
  EXPECT_EQ(rewritten(R"({"b":1,"10":2,"9":3,"01":4,"4294967295":5})"),
            R"({"9":3,"10":2,"b":1,"01":4,"4294967295":5})");
  EXPECT_EQ(rewritten(R"(["\u0000\u001f\b\"\\\/\u00e9\u007f"])"),
            "[\"\\u0000\\u001f\\b\\\"\\\\/\u00e9\x7F\"]");
  EXPECT_EQ(rewritten("[1e21,1.50,-0,12345678901234567890,true,null]"),
            "[1e+21,1.5,0,12345678901234567000,true,null]");
}

}  // namespace
}  // namespace packwarden
