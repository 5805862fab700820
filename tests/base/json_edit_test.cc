#include "base/json_edit.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace packwarden {
namespace {

JsonPlace place_of(const std::string& text, std::vector<JsonStep> path) {
  return find_json(text, path).value_or(JsonPlace{});
}

std::string with_value(const std::string& text, std::vector<JsonStep> path,
                       std::string_view value) {
  return with_json_value(text, place_of(text, std::move(path)), value);
}

std::string with_element(const std::string& text, std::string_view element) {
  return with_json_element(text, place_of(text, {"a"}), element);
}

std::string without_element(const std::string& text, std::size_t index) {
  return without_json_element(text, place_of(text, {"a"}), index);
}

std::string with_member(const std::string& text, std::size_t after,
                        std::vector<std::string> texts) {
  return with_json_member(text, json_root(text), after, {"files", std::move(texts)});
}

TEST(JsonEdit, PutsAValueInPlaceOfAnother) {
  EXPECT_EQ(with_value("{\"a\" :\t1 , \"b\": [2,\r\n 3]}\n", {"b", std::size_t{1}}, "\"x\""),
            "{\"a\" :\t1 , \"b\": [2,\r\n \"x\"]}\n");
  EXPECT_EQ(with_value("\xEF\xBB\xBF 1 ", {}, "{}"), "\xEF\xBB\xBF {} ");
  EXPECT_EQ(with_value(R"({"a": 1, "a": 2})", {"a"}, "3"), R"({"a": 1, "a": 3})");
}

TEST(JsonEdit, AddsAnElementInTheLayoutOfTheOthers) {
  EXPECT_EQ(with_element("{\"a\": [\n\t1\n]}", "2"), "{\"a\": [\n\t1,\n\t2\n]}");
  EXPECT_EQ(with_element("{\"a\":[\r\n 1 ,\r\n 2 ]}", "3"), "{\"a\":[\r\n 1 ,\r\n 2,\r\n 3 ]}");
  EXPECT_EQ(with_element("{\"a\":[1]}", "2"), "{\"a\":[1, 2]}");
  EXPECT_EQ(with_element("{\"a\":[1,2]}", "3"), "{\"a\":[1,2,3]}");
  EXPECT_EQ(with_element("{\"a\":[ \n ]}", "1"), "{\"a\":[1]}");
}

TEST(JsonEdit, TakesAnElementOutWithItsComma) {
  EXPECT_EQ(without_element("{\"a\": [\n  1,\n  2,\n  3\n]}", 0), "{\"a\": [\n  2,\n  3\n]}");
  EXPECT_EQ(without_element("{\"a\": [\n  1,\n  2,\n  3\n]}", 1), "{\"a\": [\n  1,\n  3\n]}");
  EXPECT_EQ(without_element("{\"a\": [\n  1,\n  2,\n  3\n]}", 2), "{\"a\": [\n  1,\n  2\n]}");
  EXPECT_EQ(without_element("{\"a\": [\n  \",]\"\n]}", 0), "{\"a\": []}");
}

TEST(JsonEdit, AddsAMemberOfAnyValue) {
  const auto with = [](const std::string& text) {
    return with_json_member(text, json_root(text), 9, "b", R"("x")");
  };
  EXPECT_EQ(with("{}"), R"({"b": "x"})");
  EXPECT_EQ(with(R"({"a": 1})"), R"({"a": 1, "b": "x"})");
  EXPECT_EQ(with("{\n\t\"a\": 1\n}\n"), "{\n\t\"a\": 1,\n\t\"b\": \"x\"\n}\n");
}

TEST(JsonEdit, AddsAMemberInTheLayoutOfTheOthers) {
  EXPECT_EQ(with_member("{\n  \"a\": 1,\n  \"b\": 2\n}\n", 0, {"x", "y"}),
            "{\n  \"a\": 1,\n  \"files\": [\n    \"x\",\n    \"y\"\n  ],\n  \"b\": 2\n}\n");
  EXPECT_EQ(with_member("{\n  \"a\": 1,\n  \"b\": 2\n}\n", 9, {"x"}),
            "{\n  \"a\": 1,\n  \"b\": 2,\n  \"files\": [\n    \"x\"\n  ]\n}\n");
  EXPECT_EQ(with_member("{\r\n\t\"a\" : 1\r\n}", 0, {"x"}),
            "{\r\n\t\"a\" : 1,\r\n\t\"files\": [\r\n\t\t\"x\"\r\n\t]\r\n}");
  EXPECT_EQ(with_member(R"({"a":1,"b":2})", 0, {"x"}), R"({"a":1,"files":["x"],"b":2})");
  EXPECT_EQ(with_member(R"({ "a": 1, "b": 2 })", 1, {"x", "y"}),
            R"({ "a": 1, "b": 2, "files": ["x", "y"] })");
  EXPECT_EQ(with_member("{ }", 0, {"x\"\n"}), R"({"files": ["x\"\n"]})");
  EXPECT_EQ(with_member("{\n  \"a\": 1\n}", 0, {}), "{\n  \"a\": 1,\n  \"files\": []\n}");
}

}  // namespace
}  // namespace packwarden
