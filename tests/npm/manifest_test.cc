#include "npm/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Manifest parsed(std::string_view text) {
  auto manifest = parse_manifest(text, "package.json");
  EXPECT_TRUE(manifest) << manifest.error().what;
  return manifest ? std::move(*manifest) : Manifest();
}

/// A manifest with name and version and `fields`.
Manifest with_fields(const std::string& fields) {
  return parsed(R"({"name":"x","version":"1.0.0",)" + fields + "}");
}

std::vector<std::string> bins_of_text(const std::string& bin) {
  std::vector<std::string> out;
  for (const BinEntry& entry : with_fields("\"bin\":" + bin).bins) {
    out.push_back(entry.name + "=" + entry.target);
  }
  return out;
}

TEST(Manifest, ReadsNameAndVersionAsTheyAre) {
  const Manifest manifest = parsed("\xEF\xBB\xBF{\"name\":\"@s/X y\",\"version\":\" v1 \"}");
  EXPECT_EQ(manifest.name, "@s/X y");
  EXPECT_EQ(manifest.version, " v1 ");
  EXPECT_EQ(tarball_filename(manifest), "s-X y- v1 .tgz");
}

TEST(Manifest, PrintsNumbersAsJavaScriptDoes) {
  const std::pair<const char*, const char*> kRows[] = {
      {"1", "1"},
      {"1.50", "1.5"},
      {"1e3", "1000"},
      {"1e21", "1e+21"},
      {"1e-7", "1e-7"},
      {"-0.5", "-0.5"},
      {"0.0001", "0.0001"},
      {"123456789012345680000", "123456789012345680000"},
      {"1.5e300", "1.5e+300"},
  };
  for (const auto& [text, expected] : kRows) {
    EXPECT_EQ(parsed("{\"name\":\"x\",\"version\":" + std::string(text) + "}").version, expected);
  }
}

TEST(Manifest, TakesFilesInTheShapesThatNpmTakes) {
  EXPECT_FALSE(with_fields(R"("files":null)").files);
  EXPECT_FALSE(with_fields(R"("files":"")").files);
  EXPECT_FALSE(with_fields(R"("files":0)").files);
  EXPECT_THAT(*with_fields(R"("files":[])").files, IsEmpty());
  EXPECT_THAT(*with_fields(R"("files":["a","b"])").files, ElementsAre("a", "b"));
  EXPECT_THAT(*with_fields(R"("files":"aé😀")").files, ElementsAre("a", "é", "😀"));
}

TEST(Manifest, CleansBins) {
  EXPECT_THAT(bins_of_text(R"("./c.js")"), ElementsAre("x=c.js"));
  EXPECT_THAT(bins_of_text(R"({"q":"../../b.js"})"), ElementsAre("q=b.js"));
  EXPECT_THAT(bins_of_text(R"({"q":".\\lib\\x"})"), ElementsAre("q=lib/x"));
  EXPECT_THAT(bins_of_text(R"({"q":"a/"})"), ElementsAre("q=a/"));
  EXPECT_THAT(bins_of_text(R"({"s/q":"a", "":"b", "..":"c", "n":1, "e":""})"), ElementsAre("q=a"));
  EXPECT_THAT(bins_of_text(R"(["./bin/a.js","b"])"), ElementsAre("a.js=bin/a.js", "b=b"));
  EXPECT_THAT(bins_of_text(R"({"a":"1","x/a":"2"})"), ElementsAre("a=2"));
  EXPECT_THAT(bins_of_text(R"({"x/a":"1","a":"2"})"), ElementsAre("a=1"));
  EXPECT_THAT(bins_of_text("7"), IsEmpty());
}

TEST(Manifest, APrototypeIsNoProgramUnlessBinHasThatKey) {
  EXPECT_THAT(bins_of_text(R"(["a/__proto__","b"])"), ElementsAre("b=b"));
  EXPECT_THAT(bins_of_text(R"({"x/__proto__":"a","b":"b"})"), ElementsAre("b=b"));
  EXPECT_THAT(bins_of_text(R"({"__proto__":"a"})"), ElementsAre("__proto__=a"));
  EXPECT_THAT(bins_of_text(R"({"__proto__":"b","x/__proto__":"a"})"), ElementsAre("__proto__=a"));
}

TEST(Manifest, LooksAtDirectoriesBinOnlyWithoutBin) {
  EXPECT_EQ(with_fields(R"("directories":{"bin":"./tools/"})").directories_bin, "tools/");
  EXPECT_FALSE(with_fields(R"("bin":7,"directories":{"bin":"tools"})").directories_bin);
  EXPECT_EQ(with_fields(R"("bin":"","directories":{"bin":"tools"})").directories_bin, "tools");
}

TEST(Manifest, TurnsEntryPointsIntoText) {
  EXPECT_EQ(with_fields(R"("main":["a","b"])").main, "a,b");
  EXPECT_EQ(with_fields(R"("main":"")").main, "");
  EXPECT_EQ(with_fields(R"("browser":{"a":"b"})").browser, "[object Object]");
}

TEST(Manifest, ReadsTheListOfBundledDependencies) {
  EXPECT_THAT(with_fields(R"("bundleDependencies":["a"])").bundled, ElementsAre("a"));
  EXPECT_THAT(with_fields(R"("bundledDependencies":["a"])").bundled, ElementsAre("a"));
  EXPECT_THAT(with_fields(R"("bundleDependencies":null,"bundledDependencies":["a"])").bundled,
              IsEmpty());
  EXPECT_THAT(with_fields(R"("bundleDependencies":true,"dependencies":{"a":"1","b":"2"})").bundled,
              ElementsAre("a", "b"));
  EXPECT_THAT(with_fields(R"("bundleDependencies":{"a":1})").bundled, ElementsAre("a"));
  EXPECT_THAT(with_fields(R"("bundleDependencies":"a")").bundled, IsEmpty());
  EXPECT_THAT(with_fields(R"("bundleDependencies":false)").bundled, IsEmpty());
}

TEST(Manifest, RefusesWhatNpmRefusesAndQuotesNothing) {
  const std::pair<std::string, std::string> kRows[] = {
      {"",
       "invalid JSON at line 1, column 1: unexpected end of input; expected '[', '{', or a "
       "literal"},
      {"{\"name\":\"x\",\n}",
       "invalid JSON at line 2, column 1: unexpected '}'; expected string "
       "literal"},
      {"null", "must be an object, it is of type null"},
      {"[]", "must be an object, it is of type array"},
      {"{}", "has neither name nor version"},
      {R"({"name":"","version":"1"})", "has no name"},
      {R"({"name":"x","version":0})", "has no version"},
      {R"({"name":7,"version":"1"})", "\"name\" must be a string, it is of type number"},
      {R"({"name":"x","version":"1","files":true})",
       "\"files\" must be an array, it is of type boolean"},
      {R"({"name":"x","version":"1","files":["a",null]})",
       "\"files\" must hold strings, one entry is of type null"},
      {R"({"name":"x","version":"1","bin":[1]})", "\"bin\" must hold strings"},
      {R"({"name":"x","version":"1","directories":{"bin":{}}})",
       "\"directories.bin\" must be a string"},
      {R"({"name":"x","version":"1","dependencies":{"a":1}})",
       "\"dependencies\" must hold strings, one version is of type number"},
      {R"({"name":"x","version":"1","peerDependencies":[1]})",
       "\"peerDependencies\" must hold strings, one version is of type number"},
      {R"({"name":"x","version":"1","dependencies":{"a":"1"},"acceptDependencies":{"a":null}})",
       "\"acceptDependencies\" must hold strings, one version is of type null"},
  };
  for (const auto& [text, what] : kRows) {
    const auto manifest = parse_manifest(text, "p/package.json");
    ASSERT_FALSE(manifest) << text;
    EXPECT_EQ(manifest.error().kind, ErrorKind::format) << text;
    EXPECT_TRUE(manifest.error().is_refusal) << text;
    EXPECT_EQ(manifest.error().where, "p/package.json");
    EXPECT_EQ(manifest.error().what, what);
  }
}

TEST(Manifest, ReplacesInvalidBytesInsteadOfRefusingThem) {
  EXPECT_EQ(parsed("{\"name\":\"a\xFF\",\"version\":\"1\"}").name, "a\xEF\xBF\xBD");
}

TEST(Manifest, IsLimitedInSize) {
  const auto manifest = parse_manifest(std::string((8U << 20U) + 1, ' '), "package.json");
  ASSERT_FALSE(manifest);
  EXPECT_EQ(manifest.error().what, "the file is too large (limit manifest-bytes = 8388608)");
}

TEST(Manifest, OptionalDependenciesReplaceOthers) {
  EXPECT_TRUE(parse_manifest(R"({"name":"x","version":"1","dependencies":{"a":1},
                                 "optionalDependencies":{"a":"1"}})",
                             "package.json"));
  EXPECT_TRUE(
      parse_manifest(R"({"name":"x","version":"1","acceptDependencies":{"a":1}})", "package.json"));
}

// Found with npm 11.19.1 and 12.2.0: all files of such a package are bundled, its `files` or not.
TEST(Manifest, OfAnInstalledPackageWithBrokenProgramsNothingCounts) {
  const auto broken = parse_installed_manifest(R"({"name":"d","bin":[1],"files":["a.js"]})", "d");
  ASSERT_TRUE(broken);
  EXPECT_EQ(broken->name, "");
  EXPECT_FALSE(broken->files);
  const auto sound = parse_installed_manifest(R"({"name":"d","bin":["x"],"files":["a.js"]})", "d");
  ASSERT_TRUE(sound);
  EXPECT_TRUE(sound->files);
}

}  // namespace
}  // namespace packwarden
