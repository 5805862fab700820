#include "source/limits.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(Limits, OfPathsCountBytesAndSegments) {
  const SourceLimits limits{.path_bytes = 8, .path_depth = 3};
  const auto what = [&](std::string_view path) {
    const auto error = path_limit_error("it", path, limits);
    return error ? error->what : "";
  };
  EXPECT_EQ(what("12345678"), "");
  EXPECT_EQ(what("123456789"), "has a longer path than it may (limit path-bytes = 8)");
  EXPECT_EQ(what("a/b/c"), "");
  EXPECT_EQ(what("a/b/c/"), "");
  EXPECT_EQ(what("a/b/c/d"), "lies deeper than it may (limit path-depth = 3)");
  EXPECT_EQ(what(""), "");
  EXPECT_EQ(what("////"), "");
}

}  // namespace
}  // namespace packwarden
