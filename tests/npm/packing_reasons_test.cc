#include "npm/packing_reasons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "npm/memory_tree.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

PackContext context_of(int npm) {
  PackContext context;
  context.profile = *profile_of(npm);
  return context;
}

Manifest manifest_in(const MemoryTree& tree) {
  const auto text = tree.read("package.json", kMaxManifestBytes);
  EXPECT_TRUE(text);
  auto manifest = parse_manifest(*text, "package.json");
  EXPECT_TRUE(manifest);
  return *std::move(manifest);
}

PackingReasons reasons_in(const MemoryTree& tree, int npm = 11) {
  auto reasons = packing_reasons(tree, manifest_in(tree), context_of(npm));
  EXPECT_TRUE(reasons) << reasons.error().what;
  return reasons ? *std::move(reasons) : PackingReasons();
}

TEST(PackingReasons, AreTheRulesThatDecide) {
  MemoryTree tree;
  tree.add_file(
      "package.json",
      "{\"name\":\"x\",\"version\":\"1\",\n\"main\":\"lib/m.js\",\n\"files\":[\n\"dist\",\n"
      "\"a/*.js\"]}");
  tree.add_file("dist/index.js", "x");
  tree.add_file("a/b.js", "x");
  tree.add_file("a/b.ts", "x");
  tree.add_file("lib/m.js", "x");
  tree.add_file("README.md", "x");
  EXPECT_THAT(reasons_in(tree),
              ElementsAre(Pair("README.md", "npm (always): \"!/readme{,.*[^~$]}\""),
                          Pair("a/b.js", "package.json:5 (files[1]): \"a/*.js\""),
                          Pair("dist/index.js", "package.json:4 (files[0]): \"dist\""),
                          Pair("lib/m.js", "package.json:2 (main): \"lib/m.js\""),
                          Pair("package.json", "npm (always): \"!/package.json\"")));
}

TEST(PackingReasons, WithoutARuleThereIsNone) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1"})");
  tree.add_file(".npmignore", "*.map\n!keep.map\n");
  tree.add_file("a.js", "x");
  tree.add_file("a.map", "x");
  tree.add_file("keep.map", "x");
  EXPECT_THAT(reasons_in(tree),
              ElementsAre(Pair("a.js", ""), Pair("keep.map", ".npmignore:2: \"!keep.map\""),
                          Pair("package.json", "")));
}

TEST(PackingReasons, OfBundledPackagesAreTheirOwn) {
  MemoryTree tree;
  tree.add_file(
      "package.json",
      R"({"name":"x","version":"1","files":[],"bundleDependencies":["d"],"dependencies":{"d":"1"}})");
  tree.add_file("node_modules/d/package.json", R"({"name":"d","version":"1","files":["lib"]})");
  tree.add_file("node_modules/d/lib/a.js", "x");
  const PackingReasons reasons = reasons_in(tree);
  const auto found = reasons.find("node_modules/d/lib/a.js");
  ASSERT_NE(found, reasons.end());
  EXPECT_EQ(found->second, "node_modules/d/package.json:1 (files[0]): \"lib\"");
}

/// Whatever files are called, each that is listed has its reason.
TEST(PackingReasons, HaveThePathsOfTheList) {
  MemoryTree tree;
  tree.add_file("package.json", R"({"name":"x","version":"1"})");
  for (const char* name : {"@a/b.js", "c:d.js", "e\nf.js", "ä.js", "g/h/i.js", "\x01.js"}) {
    tree.add_file(name, "x");
  }
  const auto list = packlist(tree, manifest_in(tree), context_of(12));
  ASSERT_TRUE(list);
  std::set<std::string> listed;
  for (const PackedFile& file : list->files) listed.insert(file.path);
  std::set<std::string> told;
  for (const auto& [path, reason] : reasons_in(tree, 12)) told.insert(path);
  EXPECT_EQ(told, listed);
}

}  // namespace
}  // namespace packwarden
