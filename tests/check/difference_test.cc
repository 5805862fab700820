#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/release.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Files = std::map<std::string, std::string>;

std::string manifest(std::string_view version, std::string_view more = "") {
  return R"({"name": "demo", "version": ")" + std::string(version) + "\"" + std::string(more) + "}";
}

Release release_of(const Files& files) {
  std::vector<Entry> entries;
  for (const auto& [path, bytes] : files) entries.push_back(file(path, bytes));
  SourceFacts facts;
  facts.version = "1.0.0";
  const auto source = memory_source(std::move(entries), facts);
  return *read_release(*source, [](std::string_view text) { return std::string(text); });
}

std::vector<Finding> found_in_release(Files now, Files before) {
  before.emplace("package.json", manifest("1.0.0"));
  now.emplace("package.json", manifest("1.0.1"));
  const Release release = release_of(before);
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  std::vector<Entry> entries;
  for (const auto& [path, bytes] : now) entries.push_back(file(path, bytes));
  const auto source = memory_source(std::move(entries), facts);
  AuditOptions options;
  options.previous = &release;
  std::vector<Finding> out;
  for (Judged& judged : audit(*source, database(), Policy(), options).findings) {
    if (judged.finding.rule_id.starts_with("dif-")) out.push_back(std::move(judged.finding));
  }
  return out;
}

std::vector<std::string> differences(Files now, Files before) {
  return outlines(found_in_release(std::move(now), std::move(before)));
}

Files numbered(const std::string& directory, int count) {
  Files out;
  for (int i = 0; i < count; ++i) out[directory + std::to_string(i) + ".js"] = "x";
  return out;
}

const std::string kLarge(1'200'000, '\n');

TEST(Differences, OfASmallReleaseAreNone) {
  EXPECT_THAT(differences({{"a.js", "1\n"}}, {{"a.js", "2\n"}}), IsEmpty());
}

TEST(Differences, SizeCountsFromHalfAsMuchAgainAndOneMebibyte) {
  EXPECT_THAT(differences({{"a.js", kLarge}, {"b.js", kLarge}}, {{"a.js", kLarge}}),
              ElementsAre("dif-size-growth medium"));
  // One mebibyte more, but less than half of what there was.
  EXPECT_THAT(differences({{"a.js", kLarge + kLarge + kLarge + kLarge}},
                          {{"a.js", kLarge + kLarge + kLarge}}),
              IsEmpty());
  // Twice as much, but less than a mebibyte.
  EXPECT_THAT(
      differences({{"a.js", std::string(400'000, '\n')}}, {{"a.js", std::string(200'000, '\n')}}),
      IsEmpty());
}

TEST(Differences, OfSizeNameTheLargestAdditions) {
  const auto found = found_in_release({{"a.js", "1"}, {"b.js", kLarge}}, {{"a.js", "1"}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("b.js (+1.2 MB)"));
}

TEST(Differences, ManyMoreFilesAreNamedByDirectory) {
  const auto found = found_in_release(numbered("lib/new/", 40), numbered("lib/", 10));
  EXPECT_THAT(outlines(found), ElementsAre("dif-file-count-growth medium"));
  EXPECT_THAT(found[0].message,
              HasSubstr("had 11 files and has 41. New ones are in lib/new/ (40)."));
  EXPECT_THAT(differences(numbered("lib/", 29), numbered("lib/", 10)), IsEmpty());
  EXPECT_THAT(differences(numbered("lib/", 69), numbered("lib/", 49)), IsEmpty());
}

TEST(Differences, NewKindsAreNamedOnce) {
  const auto found =
      found_in_release({{"a.js", "1"}, {"x/b.map", ""}, {"x/.c", ""}}, {{"a.js", "1"}});
  EXPECT_THAT(outlines(found), ElementsAre("dif-new-kind medium"));
  EXPECT_THAT(found[0].message,
              HasSubstr("New: files *.c (x/.c), files *.map (x/b.map), hidden files (x/.c), the "
                        "directory x/ (x/.c)."));
}

TEST(Differences, AMajorReleaseMayBringAndTakeAnything) {
  EXPECT_THAT(
      differences({{"package.json", manifest("2.0.0")}, {"x/a.js", ""}},
                  {{"package.json", manifest("1.0.0", R"(, "main": "a.js")")}, {"a.js", ""}}),
      ElementsAre("dif-removed-entry note", "dif-new-kind note"));
}

TEST(Differences, WhatOthersLoadMustStay) {
  const Files before = {
      {"package.json", manifest("1.0.0", R"(, "exports": {".": "./a.js", "./b": "./b.js"})")},
      {"a.js", ""},
      {"b.js", ""},
      {"c.js", ""}};
  const auto found = found_in_release({{"a.js", ""}}, before);
  EXPECT_THAT(outlines(found), ElementsAre("dif-removed-entry medium"));
  EXPECT_EQ(found[0].location.path, "b.js");
  EXPECT_EQ(found[0].fix, "Restore `b.js`, or release a major version.");
}

TEST(Differences, AFileThatGrowsOutOfProportionIsNamed) {
  const std::string small = "export {};\n";
  const std::string line(100'001, 'x');
  const std::string lines(70'000, '\n');
  const std::vector<std::tuple<std::string, std::string, std::string, bool>> cases = {
      {"a.js", small, small + lines, true},      {"a.js", small, small + line, true},
      {"a.js", lines, lines + line, true},       {"a.js", lines, lines + lines, false},
      {"a.min.js", small, small + lines, false}, {"a.json", lines, lines + line, false},
      {"a.json", small, small + line, true},     {"a.png", small, small + line, false},
  };
  for (const auto& [path, before, now, expected] : cases) {
    EXPECT_EQ(differences({{path, now}}, {{path, before}}) ==
                  std::vector<std::string>{"dif-file-growth medium"},
              expected)
        << path << " " << before.size() << " " << now.size();
  }
}

TEST(Outlier, IsForPackagesWithoutAHistory) {
  EXPECT_THAT(hits_of("dif-corpus-outlier", numbered("lib/", 1600)),
              ElementsAre("note package.json:1:1"));
  EXPECT_THAT(hits_of("dif-corpus-outlier", numbered("lib/", 1500)), IsEmpty());
}

TEST(ChangesBetween, AreAddedRemovedAndChangedFiles) {
  const std::vector<ReleasedFile> before = {
      {"a", 1, 0644, "1", {}}, {"b", 1, 0644, "1", {}}, {"d", 1, 0644, "1", {}}};
  const std::vector<ReleasedFile> after = {
      {"b", 1, 0755, "1", {}}, {"c", 1, 0644, "1", {}}, {"d", 1, 0644, "1", {}}};
  std::string out;
  for (const FileChange& change : changes_between(before, after)) {
    out += change.path +
           (change.before == nullptr  ? "+"
            : change.after == nullptr ? "-"
                                      : "~") +
           " ";
  }
  EXPECT_EQ(out, "a- b~ c+ ");
}

TEST(LongestLine, CountsBytesBetweenLineEnds) {
  EXPECT_EQ(longest_line(""), 0U);
  EXPECT_EQ(longest_line("abc\nabcd\n\na"), 4U);
  EXPECT_EQ(longest_line("abc"), 3U);
}

}  // namespace
}  // namespace packwarden
