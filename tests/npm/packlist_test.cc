#include "npm/packlist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "npm/memory_tree.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kPlain = R"({"name":"x","version":"1.0.0"})";

Result<PackList> pack(const MemoryTree& tree, int npm = 11, WalkLimits limits = {}) {
  TRY_ASSIGN(const std::string text, tree.read("package.json", kMaxManifestBytes));
  TRY_ASSIGN(const Manifest manifest, parse_manifest(text, "package.json"));
  PackContext context;
  context.profile = *profile_of(npm);
  context.limits = limits;
  return packlist(tree, manifest, context);
}

std::vector<std::string> paths(const Result<PackList>& list) {
  std::vector<std::string> out;
  EXPECT_TRUE(list) << list.error().what;
  if (!list) return out;
  for (const PackedFile& file : list->files) out.push_back(file.path);
  return out;
}

MemoryTree& plain(MemoryTree& tree) {
  tree.add_file("package.json", std::string(kPlain));
  return tree;
}

TEST(Packlist, PacksWhatNoRuleLeavesOut) {
  MemoryTree tree;
  plain(tree);
  tree.add_file("b.js", "x");
  tree.add_file("lib/a.js", "x");
  tree.add_file("node_modules/d/index.js", "x");
  tree.add_file(".git/config", "x");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("lib/a.js", "b.js", "package.json"));
}

TEST(Packlist, EarlierVersionsOfNpmLeaveOutLess) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","files":["*.lockb",".npmrc"]})");
  tree.add_file("bun.lockb", "x");
  tree.add_file(".npmrc", "x");
  EXPECT_THAT(paths(pack(tree, 11)), ElementsAre("package.json"));
  EXPECT_THAT(paths(pack(tree, 10)), ElementsAre("package.json", "bun.lockb"));
  EXPECT_THAT(paths(pack(tree, 9)), ElementsAre(".npmrc", "package.json", "bun.lockb"));
}

TEST(Packlist, ModesAreWhatNpmWrites) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","bin":"cli.js"})", 0666);
  tree.add_file("cli.js", "x", 0600);
  tree.add_file("sub/cli.js", "x", 04777);
  const auto list = pack(tree);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->files[0].mode, 0711U);
  EXPECT_EQ(list->files[1].mode, 04755U);
  EXPECT_EQ(list->files[2].mode, 0644U);
}

TEST(Packlist, LaterNamesOfAHardLinkHaveNoSize) {
  MemoryTree tree;
  plain(tree);
  tree.add_file("a.js", "12345");
  tree.add_hard_link("b.js", "a.js");
  const auto list = pack(tree);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->files[0].size, 5U);
  EXPECT_EQ(list->files[1].size, 0U);
  EXPECT_EQ(list->files[1].link(), "package/a.js");
  EXPECT_EQ(list->unpacked_size(), 5U + kPlain.size());
}

TEST(Packlist, ProgramsOfADirectoryAreCleanedAndTheDeepestOfOneNameCounts) {
  MemoryTree tree;
  tree.add_file("package.json",
                R"({"name":"x","version":"1","files":[],"directories":{"bin":"p"}})");
  tree.add_file("p/a/b/x", "");
  tree.add_file("p/c/x", "");
  tree.add_file("p/c/d:e", "");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("p/a/b/x", "package.json"));
}

TEST(Packlist, RefusesABundledFileWithABackslashInItsName) {
  MemoryTree tree;
  tree.add_file(
      "package.json",
      R"({"name":"x","version":"1","dependencies":{"d":"1"},"bundleDependencies":["d"]})");
  tree.add_file("node_modules/d/a\\b", "");
  tree.add_file("a\\b", "");
  const auto list = pack(tree);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, "node_modules/d/a\\b");
  EXPECT_EQ(list.error().what, "npm cannot pack a bundled file with a backslash in its name");
  tree.add_file("node_modules/d/a/b", "");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("a\\b", "node_modules/d/a/b", "package.json"));
}

TEST(Packlist, NamesThatNpmCannotHandleAreErrorsUnlessLeftOut) {
  MemoryTree tree;
  plain(tree);
  tree.add_file("bad\xFF.js", "x");
  const auto list = pack(tree);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().what, "npm cannot pack a name that is not UTF-8");
  tree.add_file(".npmignore", "bad*");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("package.json"));
}

TEST(Packlist, ADirectoryWithABackslashIsAnErrorUnlessLeftOut) {
  MemoryTree tree;
  plain(tree);
  tree.add_file("d\\e/a.js", "x");
  const auto list = pack(tree);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, "d\\e");
  EXPECT_EQ(list.error().what, "npm cannot pack a directory with a backslash in its name");
  tree.add_file(".npmignore", "d*");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("package.json"));
}

TEST(Packlist, UnreadableIgnoreFilesAreErrorsEvenWhereAnotherOneCounts) {
  MemoryTree tree;
  plain(tree);
  tree.add_file(".npmignore", "");
  tree.add(".gitignore", FileType::directory);
  const auto list = pack(tree);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, ".gitignore");
}

TEST(Packlist, NestedManifestsAreIgnoreFilesInAWorkspaceRoot) {
  MemoryTree tree;
  plain(tree);
  tree.add_file("lib/package.json", "{\na.js\n}");
  tree.add_file("lib/.npmignore", "b.js");
  tree.add_file("lib/a.js", "x");
  tree.add_file("lib/b.js", "x");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("lib/a.js", "lib/package.json", "package.json"));
  tree.add_file("package.json", R"({"name":"x","version":"1","workspaces":["p"]})");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("lib/a.js", "lib/package.json", "package.json"));
  tree.add_file("p/package.json", "{}");
  EXPECT_THAT(paths(pack(tree)),
              ElementsAre("lib/b.js", "lib/package.json", "p/package.json", "package.json"));
}

TEST(Packlist, ADirectoryEnteredExactlyIsJudgedEvenBelowOneEnteredPartially) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","main":"*/a.js"})");
  tree.add_file("yarn.lock/b/.npmignore", "!*");
  tree.add_file("yarn.lock/b/CVS", "x");
  EXPECT_THAT(paths(pack(tree)),
              ElementsAre("yarn.lock/b/.npmignore", "yarn.lock/b/CVS", "package.json"));
}

TEST(Packlist, DirectoriesBinNamesPrograms) {
  MemoryTree tree;
  tree.add_file("package.json",
                R"({"name":"x","version":"1","files":[],"directories":{"bin":"./tools"}})");
  tree.add_file("tools/run.js", "x");
  tree.add_file("tools/.hidden", "x");
  tree.add_file("other.js", "x");
  EXPECT_THAT(paths(pack(tree)), ElementsAre("tools/run.js", "package.json"));
}

TEST(Packlist, EveryLimitIsAnErrorWithItsName) {
  MemoryTree tree;
  plain(tree);
  tree.add_file("a/b/c/d.js", "x");
  const std::pair<WalkLimits, std::string> kRows[] = {
      {{.files = 1}, "there are too many files (limit entries = 1)"},
      {{.path_bytes = 5}, "the path is too long (limit path-bytes = 5)"},
      {{.path_depth = 2}, "directories are nested too deeply (limit path-depth = 2)"},
      {{.steps = 100}, "the rules take too many steps (limit match-steps = 100)"},
  };
  for (const auto& [limits, what] : kRows) {
    const auto list = pack(tree, 11, limits);
    ASSERT_FALSE(list) << what;
    EXPECT_EQ(list.error().kind, ErrorKind::limit);
    EXPECT_EQ(list.error().what, what);
  }
}

TEST(Packlist, NothingToPackIsAnError) {
  MemoryTree tree;
  tree.add("package.json", FileType::link);
  const auto manifest = parse_manifest(kPlain, "package.json");
  PackContext context;
  context.profile = *profile_of(11);
  const auto list = packlist(tree, *manifest, context);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().what, "npm packs no file of this package and so fails");
}

TEST(Packlist, FilesAreGlobsForNpm12) {
  MemoryTree tree;
  tree.add_file("a.js", "x");
  tree.add_file("lib/a.js", "x");
  tree.add_file("lib/[id].js", "x");
  tree.add_file("lib/deep/b.JS", "x");
  tree.add("lib/link.js", FileType::link);
  struct Row {
    std::string_view files;
    std::vector<std::string> packed;
  };
  const Row kRows[] = {
      {R"(["a.js"])", {"a.js"}},
      {R"(["A.js","!a.js"])", {}},
      {R"(["./lib/"])", {"lib/[id].js", "lib/a.js", "lib/deep/b.JS"}},
      {R"(["lib","!lib/*.js"])", {"lib/[id].js", "lib/deep/b.JS"}},
      {R"(["**/*.js"])", {"a.js", "lib/a.js"}},
      {R"(["lib/**","!lib/deep"])", {"lib/[id].js", "lib/a.js"}},
      {R"(["!lib/a.js","lib"])", {"lib/[id].js", "lib/a.js", "lib/deep/b.JS"}},
      {R"(["../x","/","//a.js","lib/[a"])", {}},
  };
  for (const Row& row : kRows) {
    tree.add_file("package.json",
                  R"({"name":"x","version":"1","files":)" + std::string(row.files) + "}");
    std::vector<std::string> expected = row.packed;
    expected.emplace_back("package.json");
    EXPECT_THAT(paths(pack(tree, 12)), ::testing::UnorderedElementsAreArray(expected)) << row.files;
  }
}

TEST(Packlist, RefusesToGuessTheOrderOfRulesThatALineEndMakes) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","files":["{a*,b}"]})");
  tree.add_file("a\nb", "x");
  tree.add_file("b", "x");
  const auto list = pack(tree, 12);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, "package.json:1 (files[0])");
  EXPECT_EQ(list.error().what,
            "matches a name with a line end, of which npm makes several rules, and their order is "
            "not known");
  EXPECT_FALSE(list.error().is_refusal);
}

TEST(Packlist, EntryPointsOpenNodeModulesToTheGlobsOfNpm12) {
  MemoryTree tree;
  tree.add_file("package.json",
                R"({"name":"x","version":"1","files":["**/*.js"],"main":"node_modules/d/i.js"})");
  tree.add_file("node_modules/d/i.js", "x");
  tree.add_file("node_modules/d/other.js", "x");
  tree.add_file("node_modules/e/other.js", "x");
  EXPECT_THAT(paths(pack(tree, 12)), ElementsAre("node_modules/d/i.js", "node_modules/d/other.js",
                                                 "node_modules/e/other.js", "package.json"));
}

TEST(Packlist, Npm12PublishesNoPatchesOfDependencies) {
  MemoryTree tree;
  tree.add_file(
      "package.json",
      "{\n\t\"name\":\"x\",\"version\":\"1\",\"patchedDependencies\":{\"d@1\":\"./p/d\"}}");
  tree.add_file("p/d", "x");
  tree.add_file("p/e", "x");
  EXPECT_THAT(paths(pack(tree, 11)), ElementsAre("p/d", "p/e", "package.json"));
  const auto list = pack(tree, 12);
  ASSERT_THAT(paths(list), ElementsAre("p/e", "package.json"));
  EXPECT_EQ(*list->files[1].content(), "{\n\t\"name\": \"x\",\n\t\"version\": \"1\"\n}\n");
  EXPECT_EQ(list->files[1].size, list->files[1].content()->size());
}

TEST(Packlist, RefusesPackagesThatExtendNpm12) {
  MemoryTree tree;
  plain(tree);
  tree.add_file(".npm-extension.cjs", "");
  EXPECT_TRUE(pack(tree, 11));
  const auto list = pack(tree, 12);
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, ".npm-extension.cjs");
  EXPECT_EQ(list.error().what, "npm runs this file, and what it packs may depend on it");
}

/// What npm packs with a global ignore file, whose text is `lines`.
std::vector<std::string> globally(const MemoryTree& tree, std::string_view lines, int npm = 12) {
  PackContext context;
  context.profile = *profile_of(npm);
  EXPECT_TRUE(append_ignore_file(lines, "etc/npmignore", context.global));
  const auto text = tree.read("package.json", kMaxManifestBytes);
  const auto manifest = parse_manifest(text.value_or(""), "package.json");
  EXPECT_TRUE(manifest);
  return manifest ? paths(packlist(tree, *manifest, context)) : std::vector<std::string>();
}

TEST(Packlist, GlobalIgnoreFileRanksBelowWhatThePackageSays) {
  MemoryTree tree;
  plain(tree);
  for (const char* path : {"a.env", "x.orig", "sub/a.env", "sub/b.txt"}) tree.add_file(path, "x");
  EXPECT_THAT(globally(tree, "*.env\n"), ElementsAre("package.json", "sub/b.txt"));
  EXPECT_THAT(globally(tree, "*.env\n", 11),
              ElementsAre("a.env", "sub/a.env", "package.json", "sub/b.txt"));
  EXPECT_THAT(globally(tree, "!*.orig\n/sub/\n*.env\npackage.json"),
              ElementsAre("package.json", "x.orig"));
  tree.add_file("sub/.npmignore", "!a.env");
  EXPECT_THAT(globally(tree, "*.env\n"), ElementsAre("sub/a.env", "package.json", "sub/b.txt"));
  tree.add_file(".gitignore", "!a.env");
  EXPECT_THAT(globally(tree, "*.env\n"),
              ElementsAre("a.env", "sub/a.env", "package.json", "sub/b.txt"));
  tree.add_file("package.json", R"({"name":"x","version":"1","files":["sub"]})");
  EXPECT_THAT(globally(tree, "sub\n"), ElementsAre("sub/a.env", "package.json", "sub/b.txt"));
}

TEST(Packlist, GlobalIgnoreFileLeavesBundledPackagesAlone) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","dependencies":{"b":"1"},
                                    "bundleDependencies":["b"]})");
  tree.add_file("node_modules/b/a.env", "x");
  EXPECT_THAT(globally(tree, "*.env\n"), ElementsAre("node_modules/b/a.env", "package.json"));
}

TEST(Packlist, TellsRefusalsOfNpmFromItsOwnLimits) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","overrides":{"a":null}})");
  const auto refused = pack(tree);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is_refusal);
  plain(tree);
  tree.add_file(".npm-extension.mjs", "x");
  const auto not_modelled = pack(tree, 12);
  ASSERT_FALSE(not_modelled);
  EXPECT_FALSE(not_modelled.error().is_refusal);
  const auto limited = pack(tree, 11, {.files = 1});
  ASSERT_FALSE(limited);
  EXPECT_FALSE(limited.error().is_refusal);
}

TEST(Packlist, TheRootOfAWorkspaceWithoutATextForANameIsRefused) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1","workspaces":["a"]})");
  tree.add_file("a/package.json", R"({"name":5})");
  const auto list = pack(tree);
  ASSERT_FALSE(list);
  EXPECT_TRUE(list.error().is_refusal);
  EXPECT_EQ(list.error().where, "a/package.json");
  EXPECT_EQ(list.error().what, "\"name\" of a workspace must be a string");
}

}  // namespace
}  // namespace packwarden
