#include "base/json_place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/json_scanner.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "LINE:COLUMN VALUE", or "none".
std::string found(std::string_view text, std::vector<JsonStep> path) {
  const auto place = find_json(text, path);
  if (!place) return "none";
  return std::to_string(place->start.line) + ":" + std::to_string(place->start.column) + " " +
         std::string(text.substr(place->bytes.begin, place->bytes.size()));
}

TEST(JsonPlace, FindsValuesByKeyAndIndex) {
  const std::string text =
      "{\n"
      "  \"name\": \"x\",\n"
      "  \"files\": [\n"
      "    \"dist\", \"a,b]\\\"\",\n"
      "    {\"k\": [1, -2.5e3 ,true]}\n"
      "  ]\n"
      "}\n";
  EXPECT_EQ(found(text, {"name"}), "2:11 \"x\"");
  EXPECT_EQ(found(text, {"files", std::size_t{0}}), "4:5 \"dist\"");
  EXPECT_EQ(found(text, {"files", std::size_t{1}}), "4:13 \"a,b]\\\"\"");
  EXPECT_EQ(found(text, {"files", std::size_t{2}, "k", std::size_t{1}}), "5:15 -2.5e3");
  EXPECT_EQ(found(text, {"files", std::size_t{2}, "k", std::size_t{2}}), "5:23 true");
}

TEST(JsonPlaces, FindsManyValuesOfOneText) {
  JsonPlaces places(R"({"a": [1, {"b": 2}], "b": {"c": 3}, "a": [4]})");
  const auto start = [&](std::vector<JsonStep> path) {
    const auto place = places.find(path);
    return place ? place->start.column : 0;
  };
  EXPECT_EQ(start({"b", "c"}), 33U);
  EXPECT_EQ(start({"a", std::size_t{0}}), 43U) << "of duplicate keys the last counts";
  EXPECT_EQ(start({"a", std::size_t{1}}), 0U);
  EXPECT_EQ(start({"b", "c"}), 33U) << "asked again";
  EXPECT_EQ(start({"b", "c", "d"}), 0U) << "below a number there is nothing";
  EXPECT_EQ(start({}), 1U);
}

TEST(JsonComments, BecomeBlanksOfTheirSize) {
  const std::vector<std::array<std::string, 2>> cases = {
      {"{} // a", "{}     "},
      {"{/* a\n */}", "{    \n   }"},
      {R"({"a": "// b", "c": "\"/*"})", R"({"a": "// b", "c": "\"/*"})"},
      {"1 / 2", "1 / 2"},
      {"1 // a\r2", "1     \r2"},
      {"/* open", "       "},
      {"/", "/"},
      {"\"open // a", "\"open // a"},
      {"//", "  "},
      {"/*/ a */1", "        1"},
  };
  for (const auto& [text, plain] : cases) EXPECT_EQ(without_json_comments(text), plain) << text;
}

TEST(JsonPlace, FindsNothingThatIsNotThere) {
  const std::string text = R"({"a": [1], "b": {"c": null}, "s": "[1]"})";
  EXPECT_EQ(found(text, {"c"}), "none");
  EXPECT_EQ(found(text, {"a", std::size_t{1}}), "none");
  EXPECT_EQ(found(text, {"a", "0"}), "none");
  EXPECT_EQ(found(text, {std::size_t{0}}), "none");
  EXPECT_EQ(found(text, {"s", std::size_t{0}}), "none");
  EXPECT_EQ(found(text, {"b", "c", "d"}), "none");
}

TEST(JsonPlace, TakesTheLastOfDuplicateKeysAndReadsEscapedOnes) {
  EXPECT_EQ(found(R"({"a": 1, "b": 2, "\u0061": 3})", {"a"}), "1:28 3");
}

TEST(JsonPlace, TheRootIsTheWholeTextWithoutAByteOrderMark) {
  EXPECT_EQ(found("\xEF\xBB\xBF {} ", {}), "1:5 {}");
  EXPECT_EQ(found("7", {}), "1:1 7");
}

TEST(JsonPlace, ChildrenHaveAPlaceForEachOccurrence) {
  const std::string_view text = R"({"a":1,"a":[],"":"x"})";
  std::vector<std::string> keys;
  for (const JsonPlace& child : json_children(text, json_root(text))) {
    keys.push_back(child.key + "=" +
                   std::string(text.substr(child.bytes.begin, child.bytes.size())));
  }
  EXPECT_THAT(keys, ElementsAre("a=1", "a=[]", "=\"x\""));
  EXPECT_THAT(json_children("[ ]", json_root("[ ]")), IsEmpty());
  EXPECT_THAT(json_children("{\n}", json_root("{\n}")), IsEmpty());
  EXPECT_THAT(json_children("\"ab\"", json_root("\"ab\"")), IsEmpty());
}

TEST(JsonPlace, StaysInsideATextThatIsNoJson) {
  for (const std::string_view text : {"", "{", "[", "{\"", "{\"a", "{\"a\":", "[\"\\", "[1,,", "]",
                                      "{]}", "[}", ":", "{\"a\" 1}", "{1:2}"}) {
    const std::vector<char> exact(text.begin(), text.end());
    const std::string_view bounded(exact.data(), exact.size());
    for (const JsonPlace& child : json_children(bounded, json_root(bounded))) {
      EXPECT_LE(child.bytes.begin, child.bytes.end) << text;
      EXPECT_LE(child.bytes.end, text.size()) << text;
    }
  }
}

TEST(JsonPlace, ReadsDeepAndWideTextsInOnePass) {
  const std::string deep = std::string(2'000'000, '[') + std::string(2'000'000, ']');
  EXPECT_EQ(json_children(deep, json_root(deep)).size(), 1U);
  std::string wide = "[1";
  for (int i = 0; i < 500'000; ++i) wide += "\n,1";
  wide += "]";
  EXPECT_EQ(json_children(wide, json_root(wide)).back().start, (LineColumn{500'001, 2}));
}

}  // namespace
}  // namespace packwarden
