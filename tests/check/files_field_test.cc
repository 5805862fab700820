#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/files_entry.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(FilesEntries, MatchAsRulesDo) {
  struct Row {
    const char* entry;
    const char* path;
    bool matches;
  };
  const std::vector<Row> rows = {
      {"dist", "dist/a.js", true},          {"dist/", "dist/a/b.js", true},
      {"./dist", "dist/a.js", true},        {"/dist", "dist/a.js", true},
      {"dist", "distance/a.js", false},     {"*.js", "a.js", true},
      {"dist/*.js", "dist/a.ts", false},    {"dist/**/*.map", "dist/a/b.map", true},
      {"dist/{a,b}.js", "dist/b.js", true}, {"dist/{a,b}.js", "dist/c.js", false},
      {"!dist/a.js", "dist/a.js", true},    {"!!dist/a.js", "dist/a.js", true},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(FilesEntry(row.entry).matches(row.path), row.matches) << row.entry << " " << row.path;
  }
  EXPECT_TRUE(FilesEntry("!a").excludes());
  EXPECT_FALSE(FilesEntry("!!a").excludes());
  EXPECT_FALSE(FilesEntry("").is_readable());
}

TEST(CatchAlls, PackEverythingOrNothing) {
  for (const char* entry : {"*", "**", "./*", "**/*", "/**"}) {
    EXPECT_EQ(catch_all(entry), CatchAll::everything) << entry;
  }
  for (const char* entry : {"", "/", "./"}) {
    EXPECT_EQ(catch_all(entry), CatchAll::by_version) << entry;
  }
  EXPECT_EQ(catch_all("."), CatchAll::nothing);
  for (const char* entry : {"dist", "*.js", "dist/*"}) {
    EXPECT_EQ(catch_all(entry), CatchAll::none) << entry;
  }
}

TEST(CatchAlls, MatterWherePeopleWork) {
  const auto severity = [](const std::string& entry, std::map<std::string, std::string> files) {
    const auto hits =
        hits_of_manifest("pkg-files-catch-all", "\"files\": [\"" + entry + "\"]", std::move(files));
    return hits.empty() ? std::string() : hits.front().substr(0, hits.front().find(' '));
  };
  EXPECT_EQ(severity("**/*", {{"index.js", ""}}), "note");  // as in openai 6.49.0
  EXPECT_EQ(severity("**/*", {{"index.js", ""}, {"package-lock.json", "{}"}}), "medium");
  EXPECT_EQ(severity("**/*", {{"index.js", ""}, {".github/workflows/a.yml", ""}}), "medium");
  EXPECT_EQ(severity("**/*", {{"index.js", ""}, {".github/logo.svg", ""}}),
            "note");  // as in @anthropic-ai/sdk 1.12.0
  EXPECT_EQ(severity(".", {{"README.md", ""}}), "high");
  EXPECT_EQ(severity("/", {{"index.js", ""}}), "medium");
  EXPECT_EQ(severity("dist", {{"README.md", ""}}), "");
}

TEST(FilesField, IsProposedFromWhatIsLoaded) {
  const auto found = found_in_package(
      {{"package.json",
        R"({"name": "a", "version": "1.0.0", "main": "dist/a.js", "bin": "cli.js"})"},
       {"dist/a.js", ""},
       {"cli.js", "#!"}});
  const auto hit = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
    return finding.rule_id == "pkg-no-files-field";
  });
  ASSERT_NE(hit, found.end());
  EXPECT_THAT(hit->fix, HasSubstr(R"("files": ["cli.js", "dist"])"));
  EXPECT_THAT(hits_of_manifest("pkg-no-files-field", R"("files": ["dist"])"), IsEmpty());
}

TemporaryDirectory& with(TemporaryDirectory& directory,
                         const std::map<std::string, std::string>& files) {
  for (const auto& [path, text] : files) directory.write(path, text);
  return directory;
}

std::string manifest_with(const std::string& members) {
  return R"({"name": "demo", "version": "1.0.0", )" + members + "}";
}

TEST(FilesEntries, ThatMatchNothingAreReported) {
  TemporaryDirectory directory;
  with(directory, {{"package.json",
                    manifest_with(R"("files": ["dist", "lib", "!dist/*.map", "!dist/*.txt"])")},
                   {"dist/a.js", ""},
                   {"dist/a.map", ""}});
  for (const int npm : {11, 12}) {
    EXPECT_THAT(hits_on_disk("pkg-files-no-match", directory, {npm}),
                ElementsAre(HasSubstr("`lib` matches nothing"),
                            HasSubstr("`!dist/*.txt` takes nothing out")))
        << npm;
  }
}

TEST(FilesEntries, MayWaitForABuild) {
  TemporaryDirectory directory;
  with(directory,
       {{"package.json", manifest_with(R"("files": ["dist"], "scripts": {"prepack": "tsc"})")}});
  EXPECT_THAT(hits_on_disk("pkg-files-no-match", directory),
              ElementsAre(StartsWith("note package.json")));
}

TEST(IgnoreFiles, ThatExposeFilesAreReported) {
  TemporaryDirectory directory;
  with(directory, {{"package.json", manifest_with(R"("main": "a.js")")},
                   {"a.js", ""},
                   {"notes.txt", "x"},
                   {".gitignore", "notes.txt\n"},
                   {".npmignore", "test\n"}});
  EXPECT_THAT(hits_on_disk("pkg-ignore-file-conflict", directory),
              ElementsAre(StartsWith("medium notes.txt")));
  EXPECT_THAT(hits_on_disk("pkg-no-files-field", directory), IsEmpty());
  directory.write(".env", "A=" + std::string("x9Kd73bLq02mZ\n"));
  directory.write(".gitignore", ".env\nnotes.txt\n");
  EXPECT_THAT(hits_on_disk("pkg-ignore-file-conflict", directory),
              ElementsAre(StartsWith("high .env")));
  directory.write(".npmignore", ".env\nnotes.txt\n");
  EXPECT_THAT(hits_on_disk("pkg-ignore-file-conflict", directory), IsEmpty());
}

TEST(IgnoreFiles, CountForNothingBesideFiles) {
  TemporaryDirectory directory;
  with(directory, {{"package.json", manifest_with(R"("files": ["a.js"])")},
                   {"a.js", ""},
                   {".npmignore", "b\n"}});
  EXPECT_THAT(hits_on_disk("pkg-ignore-file-conflict", directory),
              ElementsAre(HasSubstr("counts for nothing")));
}

}  // namespace
}  // namespace packwarden
