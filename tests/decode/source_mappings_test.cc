#include "decode/source_mappings.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace packwarden {
namespace {

std::string shown(const std::optional<Original>& original) {
  if (!original) return "none";
  return original->path + ":" + std::to_string(original->start.line) + ":" +
         std::to_string(original->start.column);
}

// Line 1: column 1 is a.ts:1:1, column 7 is b.ts:10:5, column 11 is nothing. Line 3: column 5 is
// a.ts:11:1.
constexpr const char* kMap =
    R"({"version":3,"sources":["a.ts","b.ts"],"mappings":"AAAA,MCSI,I;;IDCJ"})";

struct Row {
  LineColumn generated;
  std::string original;
};

TEST(SourceMappings, NameTheLastMappingOfTheLine) {
  const std::vector<Row> rows = {
      {{1, 1}, "a.ts:1:1"},  {{1, 6}, "a.ts:1:1"},   {{1, 7}, "b.ts:10:5"}, {{1, 10}, "b.ts:10:5"},
      {{1, 11}, "none"},     {{1, 99}, "none"},      {{2, 1}, "none"},      {{3, 1}, "none"},
      {{3, 5}, "a.ts:11:1"}, {{3, 50}, "a.ts:11:1"}, {{4, 1}, "none"}};
  SourceMappings mappings = *SourceMappings::parse(kMap);
  for (const Row& row : rows) EXPECT_EQ(shown(mappings.original_at(row.generated)), row.original);
  for (std::size_t i = rows.size(); i-- > 0;) {
    EXPECT_EQ(shown(mappings.original_at(rows[i].generated)), rows[i].original) << "backwards";
  }
}

TEST(SourceMappings, OfSectionsAreCountedFromTheirBegin) {
  const std::string map = std::string(R"({"sections":[{"offset":{"line":2,"column":10},"map":)") +
                          kMap + R"(},{"offset":{"line":0,"column":0},"map":{"sources":["c"],)" +
                          R"("sourceRoot":"src","mappings":"AAAA"}}]})";
  SourceMappings mappings = *SourceMappings::parse(map);
  EXPECT_EQ(shown(mappings.original_at({1, 5})), "src/c:1:1");
  EXPECT_EQ(shown(mappings.original_at({3, 10})), "none");
  EXPECT_EQ(shown(mappings.original_at({3, 11})), "a.ts:1:1");
  EXPECT_EQ(shown(mappings.original_at({3, 17})), "b.ts:10:5");
  EXPECT_EQ(shown(mappings.original_at({5, 5})), "a.ts:11:1");
}

TEST(SourceMappings, WhatIsWrongMapsNothing) {
  for (const char* map :
       {"{}", "[]", "1", R"({"sources":[],"mappings":"AAAA"})",
        R"({"sources":["a"],"mappings":"!"})", R"({"sources":["a"],"mappings":"gggggggggggggA"})",
        R"({"sources":["a"],"mappings":"ADAA"})", R"({"sources":["a"],"mappings":"AADA"})",
        R"({"sources":[null],"mappings":"AAAA"})", R"({"sources":["a"],"mappings":"AA"})",
        R"({"sections":[1,{"offset":{}},{"offset":1,"map":1}]})"}) {
    EXPECT_EQ(shown(SourceMappings::parse(map)->original_at({1, 1})), "none") << map;
  }
  EXPECT_FALSE(SourceMappings::parse("{\"mappings\":"));
}

TEST(SourceMapUrl, IsTheLastOne) {
  EXPECT_EQ(source_map_url("a\n//# sourceMappingURL=a.js.map\nb\n//# sourceMappingURL=b.map\n"),
            "b.map");
  EXPECT_EQ(source_map_url("a{}\n/*# sourceMappingURL=a.css.map */"), "a.css.map");
  EXPECT_EQ(source_map_url("a"), "");
}

TEST(SourceMapUrl, MayHoldTheMap) {
  EXPECT_EQ(source_map_in("data:application/json;charset=utf-8;base64,e30="), "{}");
  EXPECT_EQ(source_map_in("data:application/json,%7B%7d"), "{}");
  EXPECT_EQ(source_map_in("a.js.map"), std::nullopt);
  EXPECT_EQ(source_map_in("data:x;base64,***"), std::nullopt);
}

}  // namespace
}  // namespace packwarden
