#include "npm/overlay_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "npm/memory_tree.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> names_in(const FileTree& tree, const std::string& directory) {
  std::vector<std::string> out;
  const auto entries = tree.list(directory);
  EXPECT_TRUE(entries);
  if (!entries) return out;
  for (const DirectoryEntry& entry : *entries) {
    out.push_back(entry.name + (entry.type == FileType::regular ? "" : "/"));
  }
  return out;
}

class OverlayTreeTest : public ::testing::Test {
 protected:
  OverlayTreeTest() {
    base_.add_file("a", "old", 0755);
    base_.add_file("d/c", "c");
    base_.add("link", FileType::link);
    overlay_.put("a", "longer");
    overlay_.put("d/b", "new");
    overlay_.put("link", "file");
  }

  MemoryTree base_;
  OverlayTree overlay_{base_};
};

TEST_F(OverlayTreeTest, ListsWhatWasAddedAmongTheOthers) {
  EXPECT_THAT(names_in(overlay_, ""), ElementsAre("a", "d/", "link"));
  EXPECT_THAT(names_in(overlay_, "d"), ElementsAre("b", "c"));
  EXPECT_FALSE(overlay_.list("x"));
}

TEST_F(OverlayTreeTest, ReadsWhatWasPutAndElseTheOtherTree) {
  EXPECT_EQ(overlay_.read("a", 100), "longer");
  EXPECT_EQ(overlay_.read("d/b", 100), "new");
  EXPECT_EQ(overlay_.read("d/c", 100), "c");
  EXPECT_EQ(overlay_.read("a", 5).error().what, "the file is too large (limit file-bytes = 5)");
  EXPECT_EQ(base_.read("a", 100), "old");
}

TEST_F(OverlayTreeTest, KeepsTheModeOfAFileThatItReplaces) {
  EXPECT_EQ(overlay_.lstat("a")->mode, 0755U);
  EXPECT_EQ(overlay_.lstat("a")->size, 6U);
  EXPECT_EQ(overlay_.lstat("d/b")->mode, 0644U);
  EXPECT_EQ(overlay_.lstat("link")->type, FileType::regular);
  EXPECT_EQ(overlay_.lstat("d")->type, FileType::directory);
  EXPECT_EQ(overlay_.real_directory("d"), "d");
}

}  // namespace
}  // namespace packwarden
