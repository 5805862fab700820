#include "npm/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "npm/disk_tree.h"
#include "npm/memory_tree.h"
#include "support/links_inside.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

Manifest manifest_of(std::string_view fields) {
  const auto manifest =
      parse_manifest(R"({"name":"x","version":"1",)" + std::string(fields) + "}", "package.json");
  EXPECT_TRUE(manifest);
  return manifest ? *manifest : Manifest();
}

std::vector<std::string> bundled(const FileTree& tree, std::string_view fields) {
  const auto packages = bundled_packages(tree, "", manifest_of(fields), {});
  if (!packages) return {packages.error().where + ": " + packages.error().what};
  std::vector<std::string> out;
  for (const BundledPackage& package : *packages) out.push_back(package.path);
  return out;
}

TEST(Bundle, FollowsDependenciesToTheNearestInstalledPackage) {
  MemoryTree tree;
  tree.add_file("node_modules/a/package.json",
                R"({"dependencies":{"b":"1","@s/c":"1"},"devDependencies":{"e":"1"}})");
  tree.add_file("node_modules/a/node_modules/b/package.json", R"({"dependencies":{"a":"1"}})");
  tree.add_file("node_modules/b/package.json", "{}");
  tree.add_file("node_modules/@s/c/package.json", "no json");
  tree.add_file("node_modules/e/package.json", "{}");
  EXPECT_THAT(bundled(tree, R"("dependencies":{"a":"1"},"bundleDependencies":["a"])"),
              ElementsAre("node_modules/a", "node_modules/a/node_modules/b", "node_modules/@s/c"));
}

TEST(Bundle, LeavesOutWhatIsNoDependencyOrNotInstalled) {
  MemoryTree tree;
  for (const char* name : {"peer", "dev", "both", "undeclared", "optional"}) {
    tree.add_file("node_modules/" + std::string(name) + "/package.json", "{}");
  }
  EXPECT_THAT(bundled(tree, R"("peerDependencies":{"peer":"1","both":"1"},
      "dependencies":{"both":"1","missing":"1","../x":"1","":"1"},
      "optionalDependencies":{"optional":"1"},"devDependencies":{"dev":"1"},
      "bundleDependencies":["peer","dev","both","undeclared","missing","../x","","optional"])"),
              ElementsAre("node_modules/both", "node_modules/optional"));
}

TEST(Bundle, FollowsLinksOutOfThePackageToo) {
  if (links_are_refused_here()) GTEST_SKIP();
  const TemporaryDirectory directory;
  std::filesystem::create_directories(directory.path("p/node_modules"));
  std::filesystem::create_directories(directory.path("p/lib/d"));
  std::filesystem::create_directories(directory.path("outside"));
  std::filesystem::create_symlink("../lib/d", directory.path("p/node_modules/in"));
  std::filesystem::create_symlink("../../outside", directory.path("p/node_modules/out"));
  const auto tree = DiskTree::open(directory.path("p"));
  ASSERT_TRUE(tree);
  EXPECT_EQ((*tree)->real_directory("node_modules/in"), "lib/d");
  EXPECT_THAT(bundled(**tree, R"("dependencies":{"in":"1"},"bundleDependencies":true)"),
              ElementsAre("node_modules/in"));
  EXPECT_THAT(bundled(**tree, R"("dependencies":{"out":"1"},"bundleDependencies":true)"),
              ElementsAre("node_modules/out"));
  EXPECT_EQ((*tree)->real_directory("node_modules/out"), "../outside");
}

}  // namespace
}  // namespace packwarden
