#include "npm/disk_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "support/links_inside.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

class DiskTreeTest : public ::testing::TestWithParam<PathResolution> {
 protected:
  void SetUp() override {
    write("outside.txt", "outside");
    std::filesystem::create_directories(root() / "d/e");
    write("root/d/e/f.txt", "deep");
    write("root/a.txt", "hello");
    ASSERT_EQ(::symlink("a.txt", (root() / "inner").c_str()), 0);
    ASSERT_EQ(::symlink("../outside.txt", (root() / "outer").c_str()), 0);
    ASSERT_EQ(::symlink("d", (root() / "link").c_str()), 0);
    ASSERT_EQ(::mkfifo((root() / "pipe").c_str(), 0644), 0);
    auto tree = DiskTree::open(root().string(), GetParam());
    ASSERT_TRUE(tree);
    tree_ = std::move(*tree);
  }

  [[nodiscard]] std::filesystem::path root() const { return directory_.path("root"); }

  void write(const std::string& path, std::string_view text) const { directory_.write(path, text); }

  TemporaryDirectory directory_;
  std::unique_ptr<DiskTree> tree_;
};

TEST_P(DiskTreeTest, ListsSortedNamesWithTypes) {
  const auto entries = tree_->list("");
  ASSERT_TRUE(entries);
  std::vector<std::string> names;
  for (const DirectoryEntry& entry : *entries) names.push_back(entry.name);
  EXPECT_THAT(names, ElementsAre("a.txt", "d", "inner", "link", "outer", "pipe"));
  EXPECT_EQ((*entries)[0].type, FileType::regular);
  EXPECT_EQ((*entries)[1].type, FileType::directory);
  EXPECT_EQ((*entries)[2].type, FileType::link);
  EXPECT_EQ((*entries)[5].type, FileType::other);
  EXPECT_TRUE(tree_->list(""));
  EXPECT_EQ(tree_->list("")->size(), 6U);
}

TEST_P(DiskTreeTest, ReadsFilesUpToALimit) {
  EXPECT_EQ(tree_->read("d/e/f.txt", 4).value(), "deep");
  const auto too_large = tree_->read("d/e/f.txt", 3);
  ASSERT_FALSE(too_large);
  EXPECT_EQ(too_large.error().what, "the file is too large (limit file-bytes = 3)");
}

TEST_P(DiskTreeTest, NoLinkLeadsOutsideTheRoot) {
  for (const char* path : {"outer", "d/../../outside.txt"}) {
    const auto text = tree_->read(path, 100);
    ASSERT_FALSE(text) << path;
    EXPECT_EQ(text.error().kind, ErrorKind::unsupported) << path;
    EXPECT_EQ(text.error().where, path);
  }
}

TEST_P(DiskTreeTest, OpensNoFileThroughALink) {
  EXPECT_FALSE(tree_->open_file("inner"));
  EXPECT_FALSE(tree_->open_file("link/e/f.txt"));
  EXPECT_FALSE(tree_->list("link"));
  EXPECT_FALSE(tree_->lstat("link/e"));
  EXPECT_TRUE(tree_->open_file("d/e/f.txt"));
}

TEST_P(DiskTreeTest, DoesNotWaitForAPipe) {
  const auto text = tree_->read("pipe", 100);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().what, "cannot read: not a regular file");
}

TEST_P(DiskTreeTest, LooksUpWithoutFollowing) {
  const auto status = tree_->lstat("inner");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->type, FileType::link);
  EXPECT_EQ(tree_->lstat("d/e/f.txt")->size, 4U);
  EXPECT_EQ(tree_->lstat("missing").error().what, "cannot look up: no such file or directory");
  EXPECT_EQ(tree_->list("missing").error().what == "", false);
}

INSTANTIATE_TEST_SUITE_P(Resolutions, DiskTreeTest,
                         ::testing::Values(PathResolution::kernel, PathResolution::components));

TEST(DiskTree, FollowsALinkInsideTheRootWhereTheKernelKeepsIt) {
  if (links_are_refused_here()) GTEST_SKIP();
  const TemporaryDirectory directory;
  directory.write("a", "x");
  ASSERT_EQ(::symlink("a", directory.path("b").c_str()), 0);
  EXPECT_EQ((*DiskTree::open(directory.path()))->read("b", 10).value(), "x");
  const auto refused =
      (*DiskTree::open(directory.path(), PathResolution::components))->read("b", 10);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "is a link, which this kernel cannot keep inside");
}

TEST(DiskTree, SaysWhatItCannotOpen) {
  const auto tree = DiskTree::open("/nonexistent/x");
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().where, "/nonexistent/x");
  EXPECT_EQ(tree.error().what, "cannot open directory: no such file or directory");
}

}  // namespace
}  // namespace packwarden
