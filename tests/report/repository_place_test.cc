#include "report/repository_place.h"

#include <gtest/gtest.h>

#include "report/sample_reports.h"

namespace packwarden {
namespace {

Location location_at(const std::string& path, LineColumn start = {3, 17}) {
  return npm_token_at(path, start).location;
}

std::string shown(const RepositoryPlace& place) {
  std::string out = place.path + ":" + std::to_string(place.start.line) + ":" +
                    std::to_string(place.start.column);
  if (place.end) out += "-" + std::to_string(place.end->column);
  return out + (place.is_published ? "" : " (cause)");
}

struct PathRow {
  SourceKind kind;
  const char* directory;  // of the target in the repository
  const char* path;
  const char* expected;
};

TEST(RepositoryPlace, PathsCountFromTheRepository) {
  const PathRow rows[] = {
      {SourceKind::package, "", "dist/a.js", "dist/a.js"},
      {SourceKind::package, "packages/a", "dist/a.js", "packages/a/dist/a.js"},
      {SourceKind::package, "packages/a", "outer.zip!inner.js", "packages/a/outer.zip"},
      {SourceKind::package, "packages/a", "odd!name.js", "packages/a/odd!name.js"},
      {SourceKind::package, "packages/a", "odd!name.js!inner", "packages/a/odd!name.js"},
      {SourceKind::package, "packages/a", "", "packages/a/package.json"},
      {SourceKind::tarball, "", "dist/a.js", "dist/a.js"},
      {SourceKind::paths, "", "./src//a.js", "src/a.js"},
      {SourceKind::paths, "tools", "../src/a.js", "src/a.js"},
      {SourceKind::paths, "", "../elsewhere/a.js", "../elsewhere/a.js"},
      {SourceKind::paths, "tools", "/home/somebody/acme/src/a.js", "src/a.js"},
      {SourceKind::paths, "tools", "/home/somebody/acme2/a.js", "/home/somebody/acme2/a.js"},
      {SourceKind::paths, "", "odd!name.js", "odd!name.js"},
      {SourceKind::standard_input, "tools", "-", "-"},
  };
  for (const PathRow& row : rows) {
    TargetReport target;
    target.facts.kind = row.kind;
    target.whereabouts = {"/home/somebody/acme", row.directory};
    if (row.kind == SourceKind::package) target.entries = {{"odd!name.js"}, {"outer.zip"}};
    EXPECT_EQ(repository_path(location_at(row.path), target), row.expected) << row.path;
  }
}

TEST(RepositoryPlace, WithoutEntriesOnlyAMemberOfAnArchiveIsCutOff) {
  Location member = location_at("a.zip!inner");
  member.via = {"archive inner", "base64"};
  EXPECT_EQ(repository_path(member, TargetReport{}), "a.zip");
}

struct OriginalRow {
  const char* published;
  const char* original;
  const char* expected;
};

TEST(RepositoryPlace, TheCauseIsTheAuthorsFileWhereItIsInTheRepository) {
  const OriginalRow rows[] = {
      {"dist/a.js.map", "../src/a.ts", "packages/a/src/a.ts:12:5 (cause)"},
      {"dist/a.js", "src/a.ts", "packages/a/dist/src/a.ts:12:5 (cause)"},
      {"dist/a.js", "../../shared/a.ts", "packages/shared/a.ts:12:5 (cause)"},
      {"dist/a.js", "webpack://demo/./src/a.ts", "packages/a/src/a.ts:12:5 (cause)"},
      {"dist/a.js", "webpack:///src/a.ts", "packages/a/src/a.ts:12:5 (cause)"},
      {"dist/a.js", "../../../../a.ts", "packages/a/dist/a.js:3:17-57"},
      {"dist/a.js", "/home/somebody/a.ts", "packages/a/dist/a.js:3:17-57"},
      {"dist/a.js", "https://example.org/a.ts", "packages/a/dist/a.js:3:17-57"},
      {"dist/a.js", "webpack://demo", "packages/a/dist/a.js:3:17-57"},
      {"dist/a.js", "..", "packages/a/dist/a.js:3:17-57"},
  };
  for (const OriginalRow& row : rows) {
    TargetReport target;
    target.facts.kind = SourceKind::package;
    target.whereabouts = {"/home/somebody/acme", "packages/a"};
    Location location = location_at(row.published);
    location.original = Original{row.original, {12, 5}};
    if (std::string_view(row.original) == "..") location.original->path = "../";
    EXPECT_EQ(shown(cause_of(location, target)), row.expected) << row.original;
  }
}

TEST(RepositoryPlace, TheCauseIsTheLineThatPacksAFileWhichGitDoesNotHave) {
  TargetReport target = workspace_target();
  EXPECT_EQ(shown(cause_of(location_at("lib/a.js"), target)),
            "packages/leaky/package.json:7:1 (cause)");
  EXPECT_EQ(shown(cause_of(location_at("lib/b.js"), target)), "packages/leaky/lib/b.js:3:17-57");
  EXPECT_EQ(published_note(cause_of(location_at("lib/a.js"), target), location_at("lib/a.js")),
            "It is published in lib/a.js:3:17.");
  EXPECT_EQ(published_note(cause_of(location_at("lib/b.js"), target), location_at("lib/b.js")), "");
}

TEST(RepositoryPlace, FindingsHaveIdsOfTheirOwn) {
  const Finding finding = npm_token_at("a.js", {1, 1});
  TargetReport one = workspace_target();
  TargetReport other = workspace_target();
  EXPECT_EQ(stable_id(finding, one), stable_id(finding, other));
  EXPECT_EQ(stable_id(finding, one).size(), 32U);
  other.whereabouts.directory = "packages/other";
  EXPECT_NE(stable_id(finding, one), stable_id(finding, other));
  one.whereabouts.root = "/elsewhere";
  EXPECT_EQ(stable_id(finding, one), stable_id(finding, workspace_target()));
}

TEST(RepositoryPlace, GapsAreProblemsOrWhatTheNumbersSay) {
  EXPECT_EQ(gaps_of(clean_target()), std::vector<std::string>());
  EXPECT_EQ(
      gaps_of(incomplete_target()),
      (std::vector<std::string>{"data.bin: the entry is too large (limit entry-bytes = 134217728)",
                                "the end of the archive is missing"}));
  EXPECT_EQ(gaps_of(TargetReport{}), std::vector<std::string>{"nothing was examined"});
  TargetReport lost = clean_target();
  lost.scanned.entries = 1;
  EXPECT_EQ(gaps_of(lost), std::vector<std::string>{"not all was examined"});
}

}  // namespace
}  // namespace packwarden
