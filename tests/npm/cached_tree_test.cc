#include "npm/cached_tree.h"

#include <gtest/gtest.h>

#include "npm/memory_tree.h"

namespace packwarden {
namespace {

TEST(CachedTree, RemembersListingsAndStatuses) {
  MemoryTree base;
  base.add_file("d/a", "x");
  const CachedTree tree(base);
  EXPECT_EQ(tree.list("d")->size(), 1U);
  EXPECT_EQ(tree.lstat("d/a")->size, 1U);
  base.add_file("d/a", "longer");
  base.add_file("d/b", "");
  EXPECT_EQ(tree.list("d")->size(), 1U);
  EXPECT_EQ(tree.lstat("d/a")->size, 1U);
  EXPECT_EQ(tree.read("d/a", 100), "longer");
  EXPECT_EQ(tree.real_directory("d"), "d");
}

TEST(CachedTree, AsksAgainForWhatWasNotThere) {
  MemoryTree base;
  const CachedTree tree(base);
  EXPECT_FALSE(tree.list("d"));
  EXPECT_FALSE(tree.lstat("d/a"));
  base.add_file("d/a", "x");
  EXPECT_TRUE(tree.list("d"));
  EXPECT_TRUE(tree.lstat("d/a"));
}

}  // namespace
}  // namespace packwarden
