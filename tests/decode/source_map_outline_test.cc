#include "decode/source_map_outline.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

/// "NAME=BYTES" of each source, NAME alone of one without its text.
std::string sources_of(std::string_view text) {
  std::string out;
  for (const MappedSource& source : outline_source_map(text).sources) {
    out += (out.empty() ? "" : " ") + source.name;
    if (source.bytes) out += "=" + std::to_string(*source.bytes);
  }
  return out;
}

TEST(SourceMapOutline, MeasuresTextsAsTheyAreInFiles) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"sources":["a","b"],"sourcesContent":["x\ny",null]})", "a=3 b"},
      {R"({"sourcesContent":["abc"],"sources":["a"]})", "a=3"},
      {R"({"sources":["a\/b\u0063"],"sourcesContent":["\"\\\"\\"]})", "a/bc=4"},
      {R"({"sources":["a"],"sourcesContent":["x\r\ny\r\n\u000d"]})", "a=4"},
      {R"({"sources":["a"],"sourcesContent":["\u00e9\u20ac\ud83d\ude00A"]})", "a=10"},
      {"{\"sources\":[\"a\"],\"sourcesContent\":[\"\xC3\xA9\"]}", "a=2"},
      {R"({"sources":["a"],"sourcesContent":["\u12"]})", "a=3"},
      {R"({"sources":["a", null, 7],"sourcesContent":[""]})", "a=0  "},
      {R"({"sources":{"a":"b"},"sourcesContent":"x"})", ""},
      {R"({"sections":[{"offset":{"line":1,"column":0},"map":{"sources":["a"],)"
       R"("sourcesContent":["x"]}},{"map":{"sources":["b"]}}]})",
       "a=1 b"},
      {"{\"sources\":[\"a\"", ""},
  };
  for (const auto& [text, sources] : cases) EXPECT_EQ(sources_of(text), sources) << text;
}

TEST(SourceMapOutline, CountsTheLinesThatSomethingIsSaidOf) {
  const std::vector<std::pair<std::string, std::uint64_t>> cases = {
      {R"({"mappings":""})", 0},
      {R"({"mappings":"AAAA"})", 1},
      {R"({"mappings":"AAAA;;;"})", 1},
      {R"({"mappings":";;AAAA,CAAC;AACA"})", 4},
      {"{\"mappings\":\"" + std::string(200, ';') + "AAAA;;\"}", 201},
      {"{\"mappings\":\"" + std::string(200, ';') + "\"}", 0},
      {R"({"sections":[{"offset":{"line":10,"column":3},"map":{"mappings":";A"}}]})", 12},
  };
  for (const auto& [text, lines] : cases) {
    EXPECT_EQ(outline_source_map(text).lines, lines) << text;
  }
}

TEST(SourceMapOutline, SaysWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"version":3,"mappings":"AAgggggE","sources":[]})", ""},
      {R"({"version":3,"mappings":"AAAA","sources":[],"x":[{"y":"}"}]} )", ""},
      {"\xEF\xBB\xBF{\"version\":3}", ""},
      {")]}'\n{\"version\":3}", ""},
      {R"({"version":"3"})", ""},
      {R"({"sections":[1,{"map":2},{}]})", ""},
      {R"({"version":4})", "has another version"},
      {R"({"mappings":"A!"})", "has mappings that no reader takes"},
      {R"({"mappings":"g"})", "has mappings that no reader takes"},
      {R"({"mappings":"g,A"})", "has mappings that no reader takes"},
      {R"({"mappings":"gggggggB"})", "has mappings that no reader takes"},
      // Bytes are read in blocks of 64.
      {"{\"mappings\":\"" + std::string(61, 'A') + "ggggggB\"}", ""},
      {"{\"mappings\":\"" + std::string(61, 'A') + "gggggggB\"}",
       "has mappings that no reader takes"},
      {"{\"mappings\":\"" + std::string(63, 'A') + "g,A\"}", "has mappings that no reader takes"},
      {"{\"mappings\":\"" + std::string(63, ';') + "g\"}", "has mappings that no reader takes"},
      {R"({"sections":[{"map":{"sections":[]}}]})", "has sections in sections"},
      {"", "is no JSON"},
      {"[]", "is no JSON"},
      {"{\"a\":1", "is no JSON"},
      {"{\"a\" 1}", "is no JSON"},
      {"{\"a\":\"x", "is no JSON"},
      {"{\"a\":1}}", "is no JSON"},
      {"{\"sources\":[1,]}", "is no JSON"},
  };
  for (const auto& [text, fault] : cases) EXPECT_EQ(outline_source_map(text).fault, fault) << text;
}

TEST(SourceMapOutline, KeepsNames) {
  const auto map = outline_source_map(R"({"file":"a.js","sourceRoot":"\/x","mappings":""})");
  EXPECT_EQ(map.file, "a.js");
  EXPECT_EQ(map.root, "/x");
  EXPECT_TRUE(map.is_map);
  EXPECT_FALSE(outline_source_map("{\"version\":3}").is_map);
}

TEST(SourceMapOutline, IsBounded) {
  std::string many = "{\"sources\":[";
  for (int i = 0; i < 150'000; ++i) many += "0,";
  many += "0]}";
  EXPECT_EQ(outline_source_map(many).sources.size(), SourceMapOutline::kMostSources);
  EXPECT_EQ(outline_source_map(std::string(1'000'000, '[')).fault, "is no JSON");
  EXPECT_EQ(outline_source_map("{\"a\":" + std::string(1'000'000, '{')).fault, "is no JSON");
}

}  // namespace
}  // namespace packwarden
