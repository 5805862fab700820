#include "npm/tree_path.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(TreePath, JoinsWithoutASlashForTheRoot) {
  EXPECT_EQ(beneath("a", "b/c"), "a/b/c");
  EXPECT_EQ(beneath("", "b"), "b");
  EXPECT_EQ(beneath("a", ""), "a");
}

TEST(TreePath, TheParentOfATopNameIsTheRoot) {
  EXPECT_EQ(parent_of("a/b/c"), "a/b");
  EXPECT_EQ(parent_of("a"), "");
}

TEST(TreePath, TellsWhatIsBelowByWholeNames) {
  EXPECT_TRUE(is_at_or_below("a/b", "a"));
  EXPECT_TRUE(is_at_or_below("a", "a"));
  EXPECT_TRUE(is_at_or_below("a", ""));
  EXPECT_FALSE(is_at_or_below("ab", "a"));
  EXPECT_FALSE(is_at_or_below("a", "a/b"));
}

TEST(TreePath, SeesAPathFromAboveIt) {
  EXPECT_EQ(seen_from("a", "a/b/c"), "b/c");
  EXPECT_EQ(seen_from("a", "a"), "");
  EXPECT_EQ(seen_from("", "a"), "a");
}

}  // namespace
}  // namespace packwarden
