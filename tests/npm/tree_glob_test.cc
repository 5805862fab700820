#include "npm/tree_glob.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "npm/memory_tree.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool glob_matches(std::string_view glob, std::string_view path, DotNames dot_names) {
  const auto compiled = TreeGlob::compile(glob, dot_names, "glob");
  EXPECT_TRUE(compiled) << glob;
  MatchBudget budget(1'000'000);
  return compiled && compiled->matches(path, budget);
}

TEST(TreeGlob, MatchesWholePaths) {
  struct Row {
    std::string_view glob, path;
    bool ordinary, hidden;
  };
  constexpr Row kRows[] = {
      {"a", "a", true, true},
      {"a", "b/a", false, false},
      {"A", "a", false, false},
      {"[A-Z]", "a", false, false},
      {"*.JS", "a.js", false, false},
      {"@(A|b)", "a", false, false},
      {"[[:upper:]]", "A", true, true},
      {"[[:upper:]]", "a", false, false},
      {"./a/./b//c", "a/b/c", true, true},
      {"a/../b", "b", true, true},
      {"**", "a/b", true, true},
      {"a/**", "a", true, true},
      {"a/**/c", "a/c", true, true},
      {"a/**/c", "a/b/b/c", true, true},
      {"**/*.js", ".x/a.js", true, false},
      {"*", ".x", true, false},
      {".*", ".x", true, true},
      {"@(.x|y)", ".x", true, true},
      {"{a,b}/c", "b/c", true, true},
      {"../a", "a", false, false},
      {"?", "x", true, true},
      {"b\\[1]", "b[1]", true, true},
      {"/a", "a", false, false},
      {"\\./a", "a", true, true},
      {"a\\b", "ab", true, true},
      {"a\\b{c,d}", "abc", false, false},
      {"a\\b{c,d}", "a.c", true, true},
      {"\\.", "a", false, false},
      {"{/a,b}", "a", false, false},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(glob_matches(row.glob, row.path, DotNames::ordinary), row.ordinary) << row.glob;
    EXPECT_EQ(glob_matches(row.glob, row.path, DotNames::hidden), row.hidden) << row.glob;
  }
}

TEST(TreeGlob, RefusesParentsBehindGlobstars) {
  const auto glob = TreeGlob::compile("**/../a", DotNames::ordinary, "glob");
  ASSERT_FALSE(glob);
  EXPECT_EQ(glob.error().what, "the glob goes up behind \"**\" (limit glob-parents = 0)");
}

std::vector<std::string> expanded(const FileTree& tree, std::string_view glob,
                                  const GlobExpansion& expansion) {
  const auto compiled = TreeGlob::compile(glob, DotNames::ordinary, "glob");
  EXPECT_TRUE(compiled);
  GlobBudget budget;
  std::vector<GlobMatch> matches;
  EXPECT_TRUE(expand_glob(tree, *compiled, expansion, budget, matches));
  std::vector<std::string> out;
  for (const GlobMatch& match : matches) out.push_back(match.path);
  return out;
}

TEST(TreeGlob, ExpandsOverATree) {
  MemoryTree tree;
  tree.add_file("p/a/x.js", "");
  tree.add_file("p/a/deep/y.js", "");
  tree.add_file("p/node_modules/z.js", "");
  tree.add("p/link.js", FileType::link);
  tree.add_file("q.js", "");
  GlobExpansion expansion;
  EXPECT_THAT(expanded(tree, "**/*.js", expansion),
              ElementsAre("p/a/deep/y.js", "p/a/x.js", "p/link.js", "p/node_modules/z.js", "q.js"));
  expansion.excluded_names = {"node_modules"};
  expansion.excluded_paths = {"p/a/deep"};
  EXPECT_THAT(expanded(tree, "**/*.js", expansion), ElementsAre("p/a/x.js", "p/link.js", "q.js"));
  expansion.directory = "p";
  EXPECT_THAT(expanded(tree, "**/*.js", expansion),
              ElementsAre("a/deep/y.js", "a/x.js", "link.js"));
  EXPECT_THAT(expanded(tree, "missing/*", expansion), IsEmpty());
}

LineEnds line_ends_of(const FileTree& tree, std::string_view glob, const GlobExpansion& expansion) {
  GlobBudget budget;
  std::vector<GlobMatch> matches;
  return expand_glob(tree, *TreeGlob::compile(glob, DotNames::ordinary, "glob"), expansion, budget,
                     matches)
      .value();
}

TEST(TreeGlob, LooksForLineEndsInWhatItSpares) {
  MemoryTree tree;
  tree.add_file("a/b/x\ny", "");
  tree.add_file("c/z", "");
  GlobExpansion expansion;
  expansion.excluded_paths = {"a/b"};
  expansion.covers_all_below = [](std::string_view) { return true; };
  EXPECT_EQ(line_ends_of(tree, "**", expansion), LineEnds::in_names);
  EXPECT_EQ(line_ends_of(tree, "a/*/*", expansion), LineEnds::in_names);
  EXPECT_EQ(line_ends_of(tree, "a", expansion), LineEnds::none);
  EXPECT_EQ(line_ends_of(tree, "a/*", expansion), LineEnds::none);
  EXPECT_EQ(line_ends_of(tree, "c/**", expansion), LineEnds::none);
  expansion.excluded_paths = {"a"};
  EXPECT_EQ(line_ends_of(tree, "**/*.js", expansion), LineEnds::in_names);
}

TEST(TreeGlob, HasMatchesInTheOrderOfNpm) {
  std::vector<std::string> paths = {"a/b", "b/a", "a", "a/b/c", "a\n", "b", "a/d", "b/a/e", "a.js"};
  std::sort(paths.begin(), paths.end(), npm_comes_first);
  EXPECT_THAT(paths, ElementsAre("b", "a.js", "a\n", "a", "b/a", "b/a/e", "a/d", "a/b", "a/b/c"));
}

TEST(TreeGlob, KnowsTheOrderOfPlainGlobs) {
  for (const char* glob : {"**", "*", "**/*.js", "lib/**", "a/b/**/*", "*/*", "*/b", "a?/**/b*"}) {
    EXPECT_TRUE(TreeGlob::compile(glob, DotNames::ordinary, "glob")->has_known_order()) << glob;
  }
  for (const char* glob :
       {"{a,b}", "*/**", "**/b/**", "**/*/b", "../*", "/a/*", "**/.", "{,a}/."}) {
    EXPECT_FALSE(TreeGlob::compile(glob, DotNames::ordinary, "glob")->has_known_order()) << glob;
  }
}

TEST(TreeGlob, AGlobstarAtTheStartMatchesNothingBelowALink) {
  MemoryTree tree;
  tree.add_file("a/x.js", "");
  tree.add_file("x.js", "");
  GlobExpansion expansion;
  expansion.root = PackageRoot::link;
  EXPECT_THAT(expanded(tree, "**/*.js", expansion), IsEmpty());
  EXPECT_THAT(expanded(tree, "**", expansion), IsEmpty());
  EXPECT_THAT(expanded(tree, "{**,*.js}", expansion), ElementsAre("x.js"));
  EXPECT_THAT(expanded(tree, "a/**", expansion), ElementsAre("a", "a/x.js"));
}

TEST(TreeGlob, AGlobstarAtTheEndMatchesAFileThatIsLookedUp) {
  MemoryTree tree;
  tree.add_file("a/b", "");
  tree.add_file("c", "");
  EXPECT_THAT(expanded(tree, "c/**", {}), ElementsAre("c"));
  EXPECT_THAT(expanded(tree, "*/b/**", {}), ElementsAre("a/b"));
  EXPECT_THAT(expanded(tree, "[cd]/**", {}), IsEmpty());
  EXPECT_THAT(expanded(tree, "?/**", {}), ElementsAre("a", "a/b"));
  EXPECT_THAT(expanded(tree, "**/b/**", {}), IsEmpty());
}

TEST(TreeGlob, ASlashOrADotAtTheEndMatchesDirectoriesOnly) {
  MemoryTree tree;
  tree.add_file("a/b", "");
  tree.add_file("c", "");
  EXPECT_THAT(expanded(tree, "*/.", {}), ElementsAre("a"));
  EXPECT_THAT(expanded(tree, "c/.", {}), IsEmpty());
  EXPECT_THAT(expanded(tree, "+(a)/b/.", {}), IsEmpty());
  EXPECT_THAT(expanded(tree, "{?/,b}", {}), ElementsAre("a"));
  EXPECT_THAT(expanded(tree, "**/.", {}), ElementsAre("a"));
  EXPECT_THAT(expanded(tree, "c/**/.", {}), IsEmpty());
}

TEST(TreeGlob, ComesBackIntoTheTreeFromOutside) {
  MemoryTree tree;
  tree.add_file("a/b", "");
  tree.add_file("p/c", "");
  GlobExpansion expansion;
  EXPECT_THAT(expanded(tree, "../p/*", expansion), IsEmpty())
      << "it is not known where the tree is";
  expansion.absolute = "/h/p";
  struct Row {
    std::string_view glob;
    std::vector<std::string> paths;
  };
  const std::vector<Row> rows = {
      {"../p/a", {"a"}},
      {"../*/c", {}},
      {"../*/p/c", {"p/c"}},
      {"../../h/p/c", {}},
      {"../../h/p/p/c", {"p/c"}},
      {"../../../../h/p/a", {"a"}},
      {"/h/p/a/b", {"a/b"}},
      {"/a", {}},
      {"/../h/./p/a", {"a"}},
      {"../**/b", {"a/b"}},
      {"/**/p/c", {"p/c"}},
      {"../p", {}},
      {"../P/a", {}},
      {"{..,a}/*", {"a/b"}},
      {"{../p,a}/?", {"a", "a/b", "p"}},
  };
  for (const Row& row : rows) EXPECT_EQ(expanded(tree, row.glob, expansion), row.paths) << row.glob;
}

TEST(TreeGlob, TellsTheRootOfTheFileSystem) {
  for (const char* glob : {"/", "//", "/.", "/..", "{/,a}", "{,a}/."}) {
    EXPECT_TRUE(TreeGlob::compile(glob, DotNames::ordinary, "glob")->is_file_system_root()) << glob;
  }
  for (const char* glob : {".", "..", "a/..", "/a", "/a/..", "{a,b}/"}) {
    EXPECT_FALSE(TreeGlob::compile(glob, DotNames::ordinary, "glob")->is_file_system_root())
        << glob;
  }
}

TEST(TreeGlob, StopsAtItsBudget) {
  MemoryTree tree;
  for (const char* name : {"a", "b", "c"}) tree.add_file(name, "");
  const auto compiled = TreeGlob::compile("*", DotNames::ordinary, "glob");
  ASSERT_TRUE(compiled);
  GlobBudget budget;
  budget.entries = 2;
  std::vector<GlobMatch> matches;
  GlobExpansion expansion;
  expansion.where = "files[0]";
  const auto result = expand_glob(tree, *compiled, expansion, budget, matches);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::limit);
  EXPECT_EQ(result.error().where, "files[0]");
}

}  // namespace
}  // namespace packwarden
