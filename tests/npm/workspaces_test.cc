#include "npm/workspaces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "npm/disk_tree.h"
#include "npm/memory_tree.h"
#include "support/links_inside.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Each as "name path".
std::vector<std::string> workspaces(const FileTree& tree, std::string_view field) {
  const auto manifest = parse_json("{\"workspaces\":" + std::string(field) + "}", "package.json");
  EXPECT_TRUE(manifest);
  const auto found = workspaces_of(tree, "", *manifest);
  if (!found) return {found.error().where + ": " + found.error().what};
  std::vector<std::string> out;
  for (const Workspace& workspace : *found) out.push_back(workspace.name + " " + workspace.path);
  return out;
}

/// Packages p/a, p/b and p/c, a directory without package.json, and packages that never count.
MemoryTree& packages(MemoryTree& tree) {
  tree.add_file("p/a/package.json", R"({"name":"one"})");
  tree.add_file("p/b/package.json", "{}");
  tree.add_file("p/@s/c/package.json", "{}");
  tree.add_file("p/none/x.js", "");
  tree.add_file("p/.dot/package.json", "{}");
  tree.add_file("p/a/node_modules/d/package.json", "{}");
  tree.add_file("p/file.js", "");
  return tree;
}

TEST(Workspaces, HaveProgramsThatNpmCanRead) {
  MemoryTree tree;
  packages(tree);
  tree.add_file("p/bad/package.json", R"({"name":"bad","bin":["a",1]})");
  EXPECT_THAT(workspaces(tree, R"(["p/*"])"),
              ElementsAre("p/bad/package.json: \"bin\" must hold strings"));
  tree.add_file("p/bad/package.json", "7");
  EXPECT_THAT(workspaces(tree, R"(["p/*"])"),
              ElementsAre("p/bad/package.json: must be an object, it is of type number"));
}

TEST(Workspaces, AreDirectoriesWithAManifest) {
  MemoryTree tree;
  packages(tree);
  EXPECT_THAT(workspaces(tree, R"(["p/*"])"), ElementsAre("one p/a", "b p/b"));
  EXPECT_THAT(workspaces(tree, R"({"packages":["./p/b","/p/a/"]})"),
              ElementsAre("b p/b", "one p/a"));
  EXPECT_THAT(workspaces(tree, R"(["p/**"])"), ElementsAre("@s/c p/@s/c", "one p/a", "b p/b"));
  EXPECT_THAT(workspaces(tree, R"(["q/*"])"), IsEmpty());
  EXPECT_THAT(workspaces(tree, "[]"), IsEmpty());
}

TEST(Workspaces, ArePickedByTheLastPattern) {
  MemoryTree tree;
  packages(tree);
  EXPECT_THAT(workspaces(tree, R"(["p/*","!p/a"])"), ElementsAre("b p/b"));
  EXPECT_THAT(workspaces(tree, R"(["p/*","!!p/a"])"), ElementsAre("one p/a", "b p/b"));
  EXPECT_THAT(workspaces(tree, R"(["!p/a","p/a"])"), ElementsAre("one p/a"));
  EXPECT_THAT(workspaces(tree, R"(["p/a","!p/**"])"), IsEmpty());
}

TEST(Workspaces, FailWhereNpmFails) {
  MemoryTree tree;
  packages(tree);
  tree.add_file("q/b/package.json", "{}");
  tree.add_file("r/x/package.json", "no json");
  struct Row {
    std::string_view field, message;
  };
  constexpr Row kRows[] = {
      {"\"p/*\"", "must be an array or an object with an array \"packages\", it is of type string"},
      {"{\"packages\":1}",
       "must be an array or an object with an array \"packages\", it is of type object"},
      {"[1]", "must hold strings, one entry is of type number"},
      {"[\"*/b\"]", "two workspaces have one name: p/b and q/b"},
  };
  for (const Row& row : kRows) {
    EXPECT_THAT(workspaces(tree, row.field),
                ElementsAre("package.json (workspaces): " + std::string(row.message)));
  }
  EXPECT_THAT(workspaces(tree, R"(["r/*"])"),
              ElementsAre(::testing::StartsWith("r/x/package.json: ")));
}

/// Each as "where:line text".
std::vector<std::string> rules(const FileTree& tree, const std::string& package,
                               const std::vector<std::string>& chosen) {
  const auto list = workspace_rules(tree, package, chosen);
  if (!list) return {list.error().where + ": " + list.error().what};
  std::vector<std::string> out;
  for (const RuleLabel& rule : list->labels) out.push_back(rule.origin.text() + " " + rule.text);
  return out;
}

TEST(Workspaces, HaveTheIgnoreFilesAboveThem) {
  MemoryTree tree;
  tree.add_file(".gitignore", "a\nb");
  tree.add_file("p/.npmignore", "c");
  tree.add_file("p/.gitignore", "d");
  tree.add_file("p/x/.gitignore", "e");
  tree.add_file("p/x/package.json", "{}");
  EXPECT_THAT(rules(tree, "p/x", {"p/x"}),
              ElementsAre(".gitignore:1 a", ".gitignore:2 b", "p/.npmignore:1 c"));
  EXPECT_THAT(rules(tree, "", {"", "p/x"}), ElementsAre("workspace p/x p/x"));
  tree.add("p/.npmignore", FileType::directory);
  EXPECT_THAT(rules(tree, "p/x", {"p/x"}),
              ElementsAre("p/.npmignore: cannot read: not a regular file"));
}

TEST(Workspaces, AnIgnoreFileThatIsALinkToNothingIsNone) {
  if (links_are_refused_here()) GTEST_SKIP();
  const TemporaryDirectory directory;
  directory.write("p/package.json", "{}");
  directory.write(".gitignore", "dist\n");
  directory.link(".npmignore", "nothing");
  const auto tree = DiskTree::open(directory.path());
  ASSERT_TRUE(tree);
  const auto rules = workspace_rules(**tree, "p", {"p"});
  ASSERT_TRUE(rules) << rules.error().what;
  EXPECT_EQ(rules->patterns.size(), 1U);
}

}  // namespace
}  // namespace packwarden
