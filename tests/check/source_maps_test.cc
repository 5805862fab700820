#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/base64.h"
#include "check/checked.h"
#include "check/source_access.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Files = std::map<std::string, std::string>;

std::string in_base64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    bits = bits << 8U | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) out += kDigits[bits >> (count - 6) & 63U];
  }
  if (count > 0) out += kDigits[bits << (6 - count) & 63U];
  return out + std::string(out.size() % 4 == 0 ? 0 : 4 - out.size() % 4, '=');
}

/// A map of one source.
std::string map_of(const std::string& name, const std::string& content) {
  return R"({"version":3,"sources":[")" + name + R"("],"sourcesContent":[)" + content +
         R"(],"names":[],"mappings":"AAAA"})";
}

std::string manifest(const std::string& members) {
  return R"({"name": "demo", "version": "1.0.0", )" + members + "}";
}

TEST(SourceAccess, IsWhatTheManifestSays) {
  const std::vector<std::pair<std::string, SourceAccess>> cases = {
      {R"({"license": "MIT"})", SourceAccess::everybody},
      {R"j({"license": "(MIT OR Apache-2.0)"})j", SourceAccess::everybody},
      {R"({"license": "GPLv3"})", SourceAccess::everybody},
      {R"({"license": {"type": "BSD-3-Clause"}})", SourceAccess::everybody},
      {R"({"licenses": [{"type": "X"}, {"type": "ISC"}]})", SourceAccess::everybody},
      {R"({"license": "BUSL-1.1"})", SourceAccess::everybody},
      {R"({"license": "UNLICENSED"})", SourceAccess::few},
      {R"({"license": "SEE LICENSE IN LICENSE.txt"})", SourceAccess::few},
      {R"({"license": "MIT", "publishConfig": {"access": "restricted"}})", SourceAccess::few},
      {R"({"license": "Acme-1.0"})", SourceAccess::unknown},
      {R"({"license": 7})", SourceAccess::unknown},
      {"{}", SourceAccess::unknown},
  };
  for (const auto& [text, access] : cases) {
    EXPECT_EQ(source_access_of(*parse_json(text, "")), access) << text;
  }
}

TEST(MapSourcesContent, IsAsBadAsTheLicenseIsClosed) {
  const std::string map = map_of("../src/a.ts", "\"let a = 1\\n\"");
  const auto hits = [&](const std::string& members) {
    return hits_in_tarball("map-sources-content",
                           {{"package.json", manifest(members)}, {"dist/a.js.map", map}});
  };
  EXPECT_THAT(hits(R"("license": "MIT")"), ElementsAre("note dist/a.js.map"));
  EXPECT_THAT(hits(R"("private": false)"), ElementsAre("medium dist/a.js.map"));
  EXPECT_THAT(hits(R"("license": "UNLICENSED")"), ElementsAre("high dist/a.js.map"));
  const auto hits_with = [&](const std::string& terms) {
    return hits_in_tarball("map-sources-content",
                           {{"package.json", manifest(R"("license": "SEE LICENSE IN TERMS.md")")},
                            {"TERMS.md", terms},
                            {"dist/a.js.map", map}});
  };
  EXPECT_THAT(hits_with("Under the GNU General Public License, or commercial terms."),
              ElementsAre("note dist/a.js.map"));
  EXPECT_THAT(hits_with("For customers.\n" + std::string(1000, '-') + "\nMIT License"),
              ElementsAre("high dist/a.js.map"));
}

TEST(MapSourcesContent, IsNothingWhereThePackageHasTheSourcesAnyway) {
  const std::string id = "map-sources-content";
  const std::string closed = manifest(R"("license": "UNLICENSED")");
  const std::string map = map_of("../src/a.ts", R"("let abcdefgh = 1\n\u00e9\n")");
  const auto hits = [&](Files files) {
    files.emplace("package.json", closed);
    return hits_in_tarball(id, std::move(files));
  };
  EXPECT_THAT(hits({{"dist/a.js.map", map}, {"src/a.ts", "let abcdefgh = 1\n\xC3\xA9\n"}}),
              IsEmpty());
  EXPECT_THAT(hits({{"dist/a.js.map", map}, {"lib/a.ts", "let abcdefgh = 1\n\xC3\xA9\n"}}),
              IsEmpty());
  EXPECT_THAT(hits({{"dist/a.js.map", map}, {"src/a.ts", "let abcdefgh = 1\r\n\xC3\xA9\r\n"}}),
              IsEmpty());
  EXPECT_THAT(hits({{"dist/a.js.map", map}, {"src/a.ts", "let b = 10\n"}}),
              ElementsAre("high dist/a.js.map"));
  EXPECT_THAT(hits({{"dist/a.js.map", map_of("../src/a.ts", "null")}}), IsEmpty());
  EXPECT_THAT(hits({{"dist/a.js.map", map_of("../node_modules/b/a.js", "\"b\"")}}), IsEmpty());
  EXPECT_THAT(hits({{"dist/a.js.map", map_of("webpack/bootstrap", "\"b\"")}}), IsEmpty());
  EXPECT_THAT(hits({{"test/a.js.map", map}}), ElementsAre("note test/a.js.map"));
  EXPECT_THAT(hits({{"node_modules/b/a.js.map", map}}),
              ElementsAre("note node_modules/b/a.js.map"));
}

TEST(MapSourcesContent, OfManyMapsAreOneFinding) {
  const std::string map = map_of("../src/a.ts", "\"let a\"");
  const auto found =
      found_in_tarball("map-sources-content", {{"a.js.map", map}, {"b.js.map", map}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].also.size(), 1U);
  EXPECT_THAT(found[0].message,
              HasSubstr("2 maps hold the text of 2 files that the package does not have"));
}

TEST(MapInline, IsReadInAnyEncoding) {
  const std::string map = map_of("src/a.ts", "\"let a\"");
  const std::string start = "//# sourceMappingURL=data:application/json;";
  const std::string encoded = start + "charset=utf-8;base64," + in_base64(map);
  const std::string eval = "eval(\"a()\\n" + encoded + "\\n//# sourceURL=x\");\nb();\nc();\nd();\n";
  const std::string id = "map-inline";
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", "a()\n" + encoded}}), ElementsAre("note a.js"));
  EXPECT_THAT(hits_in_tarball(
                  id, {{"a.css", "a{}\n/*# sourceMappingURL=data:application/json," +
                                     std::string("%7B%22version%22:3,%22sources%22:[%22a%22],") +
                                     "%22mappings%22:%22%22%7D */"}}),
              ElementsAre("note a.css"));
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", eval}}), ElementsAre("note a.js"));
  EXPECT_THAT(hits_in_tarball(id, {{"package.json", manifest(R"("license": "UNLICENSED")")},
                                   {"a.js", "a()\n" + encoded}}),
              ElementsAre("high a.js"));
}

TEST(MapInline, NeedsAMap) {
  const std::string id = "map-inline";
  const std::string start = "sourceMappingURL=data:application/json;base64,";
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", "x = '//# " + start + "' + y;"}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", "//# " + start + in_base64("{\"a\":1}")}}), IsEmpty());
  const std::string empty = R"({"version":3,"sources":[],"names":[],"mappings":""})";
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", "x.push('//# " + start + in_base64(empty) + "');"}}),
              IsEmpty());  // as in uglify-js 3.19.3
  EXPECT_THAT(hits_in_tarball(id, {{"README.md", "//# " + start + in_base64(map_of("a", "1"))}}),
              IsEmpty());
}

TEST(MapAbsolutePath, IsMediumOfAMachine) {
  const std::string id = "map-absolute-path";
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"/home/jschmidt/a.ts", {"medium a.js.map"}},
      {"file:///Users/x/a.ts", {"medium a.js.map"}},
      {"C:\\\\work\\\\a.ts", {"medium a.js.map"}},
      {"~/a.ts", {"medium a.js.map"}},
      {"/src/a.ts", {"note a.js.map"}},
      {"webpack:///./a.ts", {}},
      {"../a.ts", {}},
      {"https://acme.io/a.ts", {}},
  };
  for (const auto& [name, expected] : cases) {
    EXPECT_EQ(hits_in_tarball(id, {{"a.js.map", map_of(name, "null")}}), expected) << name;
  }
  EXPECT_THAT(
      hits_in_tarball(id, {{"a.js.map", R"({"version":3,"sourceRoot":"/root/x","sources":["a"],)"
                                        R"("mappings":"AAAA"})"}}),
      ElementsAre("medium a.js.map"));
}

TEST(MapAbsolutePath, HomesInTextsAreOfTheRule) {
  const std::string name = map_of("/home/jschmidt/a.ts", "null");
  const std::string text = map_of("a.ts", "\"f('/home/jschmidt/b')\"");
  const std::string error = map_of("a.ts", R"({"path":"C:\\Users\\jschmidt\\a.ts"})");
  EXPECT_THAT(hits_in_tarball("env-home-path", {{"a.js.map", name}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball("env-home-path", {{"a.js.map", error}}),
              ElementsAre("note a.js.map"));
  EXPECT_THAT(hits_in_tarball("env-home-path", {{"a.js.map", text}}), ElementsAre("note a.js.map"));
}

TEST(MapOutsideSource, CountsWhatIsNotOfThisPackage) {
  const std::string id = "map-outside-source";
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"../../core/a.ts", {"note dist/a.js.map"}},
      {"../node_modules/b/a.js", {"note dist/a.js.map"}},
      {"webpack://@acme/other/./src/a.ts", {"note dist/a.js.map"}},
      {"webpack://demo/./src/a.ts", {}},
      {"webpack:///./src/a.ts", {}},
      {"../src/a.ts", {}},
  };
  for (const auto& [name, expected] : cases) {
    EXPECT_EQ(hits_in_tarball(id, {{"dist/a.js.map", map_of(name, "null")}}), expected) << name;
  }
}

TEST(MapMissingSource, IsNeitherEmbeddedNorPacked) {
  const std::string id = "map-missing-source";
  const std::string map = map_of("../src/a.ts", "null");
  EXPECT_THAT(hits_in_tarball(id, {{"dist/a.js.map", map}}), ElementsAre("note dist/a.js.map"));
  EXPECT_THAT(hits_in_tarball(id, {{"dist/a.js.map", map}, {"src/a.ts", ""}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"dist/a.js.map", map_of("../src/a.ts", "\"a\"")}}), IsEmpty());
  const auto found = found_in_tarball(id, {{"dist/a.d.ts.map", map}, {"dist/b.js.map", map}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message,
              HasSubstr("2 sources of 2 maps cannot be found, 1 of declarations."));
}

TEST(MapMissingFile, IsNamedInTheLastLines) {
  const std::string id = "map-missing-file";
  const std::string link = "//# sourceMappingURL=a.js.map\n";
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", "a()\n" + link}}), ElementsAre("note a.js"));
  EXPECT_THAT(hits_in_tarball(id, {{"a.css", "a{}/*# sourceMappingURL=a.css.map */"}}),
              ElementsAre("note a.css"));
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", link}, {"a.js.map", map_of("a", "null")}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", link + "b()\nc()\nd()\n"}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"a.js", "x = 'sourceMappingURL=a.js.map'"}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"a.md", link}}), IsEmpty());
}

TEST(MapOrphan, IsOfNoFileOrOfAnotherOne) {
  const std::string id = "map-orphan";
  const std::string map = map_of("a.ts", "null");
  const std::string link = "//# sourceMappingURL=b.js.map";
  const std::string long_map = R"({"version":3,"sources":["a"],"mappings":"AAAA;;;;AACA;"})";
  EXPECT_THAT(hits_in_tarball(id, {{"b.js.map", map}}), ElementsAre("note b.js.map"));
  EXPECT_THAT(hits_in_tarball(id, {{"b.js.map", map}, {"b.js", "a()"}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"b.js.map", map}, {"c.js", link}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"b.min.map", map}, {"b.min.js", "a()"}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"b.js.map", long_map}, {"b.js", "a()\n" + link}}),
              ElementsAre("note b.js.map"));
  EXPECT_THAT(hits_in_tarball(id, {{"b.js.map", long_map}, {"b.js", "a\nb\nc\nd\n" + link}}),
              IsEmpty());
}

TEST(MapRemote, IsWhereOthersMayGetTheSources) {
  const std::string id = "map-remote";
  const auto hits = [&](const std::string& path, const std::string& url) {
    return hits_in_tarball(id, {{path, "a()\n//# sourceMappingURL=" + url}});
  };
  EXPECT_THAT(hits("a.js", "https://acme.s3.amazonaws.com/a.js.map"), ElementsAre("medium a.js"));
  EXPECT_THAT(hits("a.js", "s3://acme/a.js.map"), ElementsAre("medium a.js"));
  EXPECT_THAT(hits("a.js", "https://maps.acme.corp/a.js.map"), ElementsAre("high a.js"));
  EXPECT_THAT(hits("a.js", "https://unpkg.com/a/a.js.map"), ElementsAre("note a.js"));
  EXPECT_THAT(hits("test/a.js", "https://acme.io/a.js.map"), ElementsAre("note test/a.js"));
  EXPECT_THAT(hits("a.js", "a.js.map"), IsEmpty());
}

TEST(MapOtherCarriers, OfWebAssemblyNameMapsThatAreElsewhere) {
  const std::string id = "map-other-carriers";
  const auto module = [](const std::string& url) {
    return std::string("\0asm\1\0\0\0", 8) + std::string("\0\x30\x10", 3) + "sourceMappingURL" +
           static_cast<char>(url.size()) + url;
  };
  EXPECT_THAT(hits_in_tarball(id, {{"a.wasm", module("a.wasm.map")}}), ElementsAre("note a.wasm"));
  EXPECT_THAT(hits_in_tarball(id, {{"a.wasm", module("https://acme.io/a.map")}}),
              ElementsAre("medium a.wasm"));
  EXPECT_THAT(hits_in_tarball(id, {{"a.wasm", module("a.map")}, {"a.map", map_of("a.c", "null")}}),
              IsEmpty());
}

TEST(MapInvalid, SaysWhatWasNotAnalysed) {
  const std::string id = "map-invalid";
  const std::vector<std::tuple<std::string, std::string, std::vector<std::string>>> cases = {
      {"a.js.map", "{\"version\":3,", {"note a.js.map"}},
      {"a.js.map", R"({"version":2,"mappings":"","sources":[]})", {"note a.js.map"}},
      {"a.js.map", R"({"version":3,"mappings":"!","sources":[]})", {"note a.js.map"}},
      {"a.js.map", R"({"version":3,"mappings":"ggggggggB","sources":[]})", {"note a.js.map"}},
      {"a.js.map",
       R"({"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{"sections":[]}}]})",
       {"note a.js.map"}},
      {"a.js.map", ")]}'\n" + map_of("a", "null"), {}},
      {"level.map", "{\"width\":3}", {}},
      {"level.map", "P7\n", {}},
  };
  for (const auto& [path, bytes, expected] : cases) {
    EXPECT_EQ(hits_in_tarball(id, {{path, bytes}}), expected) << bytes;
  }
}

TEST(MapSize, CountsWhatMapsTake) {
  const std::string id = "map-size";
  const auto map = [](std::size_t bytes) {
    return map_of("a", '"' + std::string(bytes, 'x') + '"');
  };
  EXPECT_THAT(hits_in_tarball(id, {{"a.js.map", map(120'000)}}), ElementsAre("note a.js.map"));
  EXPECT_THAT(
      hits_in_tarball(id, {{"a.js.map", map(6'000'000)}, {"b", std::string(9'000'000, 'x')}}),
      ElementsAre("medium a.js.map"));
  EXPECT_THAT(hits_in_tarball(id, {{"a.js.map", map(50'000)}}), IsEmpty());
  EXPECT_THAT(hits_in_tarball(id, {{"a.js.map", map(90'000)}, {"b.js", std::string(120'000, ' ')}}),
              IsEmpty());
}

TEST(PlainHttp, IsOneFindingOfAPackage) {
  const auto found = found_in_tarball("net-plain-http", {{"a.js", "f('http://api.acme.io/v1')"},
                                                         {"b.js", "f('http://api.acme.io/v2')"},
                                                         {"README.md", "'http://acme.de'"},
                                                         {"test/c.js", "'http://acme.de'"}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].location.path, "a.js");
  EXPECT_THAT(found[0].message, HasSubstr("2 places in 2 files, of `api.acme.io`."));
}

}  // namespace
}  // namespace packwarden
