#include "policy/path_pattern.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace packwarden {
namespace {

struct PathCase {
  std::string_view pattern;
  std::string_view path;
  bool matches;
};

constexpr auto kPathCases = std::to_array<PathCase>({
    {"lib/a.js", "lib/a.js", true},
    {"lib/a.js", "lib/a.jsx", false},
    {"lib/a.js", "src/lib/a.js", false},
    {"/lib/a.js", "lib/a.js", true},
    {"lib/*.js", "lib/a.js", true},
    {"lib/*.js", "lib/deep/a.js", false},
    {"lib/**", "lib/deep/a.js", true},
    {"lib/**/a.js", "lib/a.js", true},
    {"lib/**/a.js", "lib/b/c/a.js", true},
    {"**/a.js", "a.js", true},
    {"a.js", "lib/deep/a.js", true},
    {"*.pem", "test/key.pem", true},
    {"*.pem", "test/key.pem.txt", false},
    {"test/", "test/deep/a.js", true},
    {"test/", "lib/test/a.js", true},
    {"/test/", "lib/test/a.js", false},
    {"lib/test/", "lib/test/a.js", true},
    {"lib/test/", "lib/testing/a.js", false},
    {"a?.js", "ab.js", true},
    {"lib/?", "lib//", false},
    {"a.js", "aXjs", false},
    {"a+(b).c]", "a+(b).c]", true},
    {"d", "d/a.js", false},
    {"A.js", "a.js", false},
    {"*.zip**", "a.zip!in/b.txt", true},
    {"a*", "a\nb", true},
    {"\xFF.js", "\xFF.js", true},
});

TEST(PathPattern, NamesPathsAsAGitignoreDoes) {
  for (const PathCase& one : kPathCases) {
    const auto pattern = PathPattern::compile(one.pattern, "here");
    ASSERT_TRUE(pattern) << one.pattern;
    EXPECT_EQ(pattern->matches(one.path), one.matches) << one.pattern << " and " << one.path;
  }
}

TEST(PathPattern, HasABeginAndAnEnd) {
  EXPECT_EQ(PathPattern::compile("", "p.json:3").error().what, "an empty path");
  const auto long_one = PathPattern::compile(std::string(1001, 'a'), "p.json:3");
  ASSERT_FALSE(long_one);
  EXPECT_EQ(long_one.error().where, "p.json:3");
  EXPECT_EQ(long_one.error().what, "a path is too long (limit path-bytes = 1000)");
}

TEST(PathPattern, RefusesSignsOfOtherPatterns) {
  for (const std::string_view text : {"!a", "[ab].js", "{a,b}", "a\\b", "./a"}) {
    EXPECT_FALSE(PathPattern::compile(text, "here")) << text;
  }
}

TEST(PathPattern, OfManyStarsIsLinear) {
  std::string stars;
  for (int i = 0; i < 300; ++i) stars += "*a/";
  const auto pattern = PathPattern::compile(stars + "b", "here");
  ASSERT_TRUE(pattern);
  EXPECT_FALSE(pattern->matches(std::string(100'000, 'a')));
}

}  // namespace
}  // namespace packwarden
