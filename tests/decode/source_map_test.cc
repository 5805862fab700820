#include "decode/source_map.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

/// "PATH:LINE:COLUMN" of the place where `part` begins.
std::string original_of(const std::string& text, const std::string& part) {
  const auto original = SourceMapText::of(text).original_at(text.find(part));
  if (!original) return "none";
  return original->path + ":" + std::to_string(original->start.line) + ":" +
         std::to_string(original->start.column);
}

TEST(SourceMapText, FindsTheSourceLineAndColumn) {
  const std::string map =
      R"({"version":3,"sources":["a.ts","b\/\u0063.ts"],"sourcesContent":["one\ntwo",)"
      R"("x\n\t\"KEY\"\u0041END"],"names":["NAME"]})";
  EXPECT_EQ(original_of(map, "one"), "a.ts:1:1");
  EXPECT_EQ(original_of(map, "two"), "a.ts:2:1");
  EXPECT_EQ(original_of(map, "KEY"), "b/c.ts:2:3");
  EXPECT_EQ(original_of(map, "END"), "b/c.ts:2:8");
  EXPECT_EQ(original_of(map, "NAME"), "none");
  EXPECT_EQ(original_of(map, "version"), "none");
}

TEST(SourceMapText, OffsetsMayComeInAnyOrder) {
  const std::string text = R"({"sources":["a","b"],"sourcesContent":["x\ny\nz","p\nq"]})";
  SourceMapText map = SourceMapText::of(text);
  for (const auto& [part, line] : {std::pair("z", 3), {"y", 2}, {"q", 2}, {"p", 1}, {"z", 3}}) {
    EXPECT_EQ(map.original_at(text.find(part, 30))->start.line, line) << part;
  }
}

TEST(SourceMapText, ABrokenEscapeDoesNotReachIntoTheNextSource) {
  const std::string text = R"({"sources":["a","b"],"sourcesContent":["x\us","KEY z"]})";
  SourceMapText map = SourceMapText::of(text);
  (void)map.original_at(text.find("s\",\"KEY"));
  EXPECT_EQ(map.original_at(text.find("z"))->start.column, 5U);
}

TEST(SourceMapText, SourcesMayBeLeftOutAndComeLater) {
  EXPECT_EQ(
      original_of(R"({"sourcesContent" : [ null , "KEY" ] , "sources" : [ "a", "b" ]})", "KEY"),
      "b:1:1");
  EXPECT_EQ(original_of(R"({"sourcesContent":["KEY"]})", "KEY"), ":1:1");
}

TEST(SourceMapText, SectionsHaveListsOfTheirOwn) {
  const std::string map = R"({"sections":[{"map":{"sources":["a"],"sourcesContent":["ONE"]}},)"
                          R"({"map":{"sources":["b"],"sourcesContent":["TWO"]}}]})";
  EXPECT_EQ(original_of(map, "ONE"), "a:1:1");
  EXPECT_EQ(original_of(map, "TWO"), "b:1:1");
}

TEST(SourceMapText, KeysWithinSourcesAreNone) {
  EXPECT_EQ(original_of(R"({"sources":["a"],"sourcesContent":["{\"sourcesContent\":[\"KEY\"]}"]})",
                        "KEY"),
            "a:1:21");
}

TEST(SourceMapText, WhatIsBrokenOffIsReadAsFarAsItGoes) {
  EXPECT_EQ(original_of(R"({"sources":["a"],"sourcesContent":["x KEY)", "KEY"), "a:1:3");
  for (const char* text :
       {"", "\"sourcesContent\":[", "\"sourcesContent\":[\"", "\"sourcesContent\":[\"\\",
        "\"sourcesContent\":[1,", "\"sourcesContent\":[[\"a\"],\"b\""}) {
    const std::string exact(text);
    (void)SourceMapText::of(exact).original_at(exact.size());
  }
}

}  // namespace
}  // namespace packwarden
