#include "npm/posix_path.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(PosixPath, NormalizesAsNodeDoes) {
  const std::pair<const char*, const char*> kRows[] = {
      {"", "."},       {"a/./b", "a/b"}, {"a//b/", "a/b/"}, {"../a", "../a"}, {"a/../..", ".."},
      {"/../a", "/a"}, {"./", "./"},     {"/", "/"},        {"a/..", "."},
  };
  for (const auto& [path, expected] : kRows) EXPECT_EQ(normalize_path(path), expected) << path;
  EXPECT_EQ(join_paths("/", "../a/"), "/a/");
  EXPECT_EQ(join_paths("", ""), ".");
}

TEST(PosixPath, TakesPathsApartAsNodeDoes) {
  struct Row {
    const char* path;
    const char* directory;
    const char* base;
    const char* extension;
  };
  constexpr Row kRows[] = {
      {"a", ".", "a", ""},
      {"a/b.js", "a", "b.js", ".js"},
      {"/a", "/", "a", ""},
      {"a/b/", "a", "b", ""},
      {"", ".", "", ""},
      {"/", "/", "", ""},
      {"a/.x", "a", ".x", ""},
      {"x.", ".", "x.", "."},
      {"..x", ".", "..x", ".x"},
      {"a/..", "a", "..", ""},
      {"a.tar.gz", ".", "a.tar.gz", ".gz"},
      {"...", ".", "...", "."},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(directory_name(row.path), row.directory) << row.path;
    EXPECT_EQ(base_name(row.path), row.base) << row.path;
    EXPECT_EQ(extension(row.path), row.extension) << row.path;
  }
}

TEST(PosixPath, FindsTheWayFromOnePathToAnother) {
  EXPECT_EQ(relative_path("/a/b", "/a/b"), ".");
  EXPECT_EQ(relative_path("/a/b", "/a/b/c/d"), "c/d");
  EXPECT_EQ(relative_path("/a/b", "/a/c"), "../c");
  EXPECT_EQ(relative_path("/a/bc", "/a/b"), "../b");
  EXPECT_EQ(relative_path("/", "/a"), "a");
  EXPECT_EQ(relative_path("/a/b/", "/"), "../..");
}

}  // namespace
}  // namespace packwarden
