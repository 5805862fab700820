#include "policy/path_expression.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <array>
#include <string>
#include <string_view>

#include "policy/path_pattern.h"

namespace packwarden {
namespace {

std::string joined(const Result<std::vector<std::string>>& patterns) {
  if (!patterns) return patterns.error().what;
  std::string out;
  for (const std::string& pattern : *patterns) out += (out.empty() ? "" : " ") + pattern;
  return out;
}

struct Row {
  std::string_view from;
  std::string_view to;
};

constexpr auto kExpressions = std::to_array<Row>({
    {R"(package-lock\.json$)", "**package-lock.json"},
    {R"(^test/fixtures/)", "/test/fixtures/**"},
    {R"(^(test|spec)/.*\.json$)", "/spec/**.json /test/**.json"},
    {R"((^|/)vendor/)", "*/**/vendor/** /vendor/**"},
    {R"((?:^|/)\.env(\.sample)?$)", "*/**/.env */**/.env.sample /.env /.env.sample"},
    {R"(.*/test/.*)", "*/**/test/**"},
    {R"((.*?)(jpe?g|pdf)$)", "**jpeg **jpg **pdf"},
    {R"(gitleaks.toml)", "**gitleaks.toml**"},
    {R"(^a/[^/]+\.md$)", "/a/?*.md"},
    {R"(^a.*/b$)", "/a***/b"},
    {R"(^a.*[^/]*/b$)", "/a***/b"},
    {R"(^a[^/]*[^/]*.*/b$)", "/a***/b"},
    {R"(^a[^/]*[^/]*/b$)", "/a*/b"},
    {R"(\w+\.md)", "an expression with a class of characters"},
    {R"((?i)\.MD$)", "an expression with flags or conditions"},
    {R"(a+)", "an expression that repeats something"},
    {R"([ab]c)", "an expression with a class of characters, or that repeats something"},
    {R"(.*)", "an expression for any path"},
    {"", "an expression for any path"},
    {R"(a|)", "an expression for any path"},
    {R"((a)", "an expression with a bracket that is not closed"},
    {R"(a))", "an expression with a bracket too many"},
    {R"(a\)", "an expression that ends with a backslash"},
    {R"(a\*b)", "a path with a sign that stands for nothing here"},
    {R"(a$b)", "an expression with ^ or $ in the middle"},
    {R"((a|b)(c|d)(e|f)(g|h)(i|j)(k|l)(m|n))", "an expression with too many alternatives"},
});

TEST(PathExpression, IsPatternsWhereItSaysNoMore) {
  for (const Row& row : kExpressions) {
    EXPECT_EQ(joined(patterns_of_expression(row.from)), row.to) << row.from;
  }
}

/// What is allowed by mistake is published.
TEST(PathExpression, AllowsNoPathThatTheExpressionDoesNot) {
  constexpr auto kPaths = std::to_array<std::string_view>({"a",
                                                           "ab",
                                                           "a/b",
                                                           "a/x/b",
                                                           "ax/b",
                                                           ".env",
                                                           "x/.env",
                                                           "x.env",
                                                           ".env.sample",
                                                           "vendor/a",
                                                           "x/vendor/a",
                                                           "xvendor/a",
                                                           "vendor",
                                                           "test/a.json",
                                                           "x/test/a.json",
                                                           "test/fixtures/a",
                                                           "x/test/fixtures/a",
                                                           "package-lock.json",
                                                           "x/package-lock.json",
                                                           "package-lock.json/x",
                                                           "package-lockxjson",
                                                           "a/c.md",
                                                           "a/b/c.md",
                                                           "x.jpg",
                                                           "jpg/x",
                                                           "gitleaks.toml",
                                                           "spec/a.json"});
  for (const Row& row : kExpressions) {
    const auto patterns = patterns_of_expression(row.from);
    if (!patterns) continue;
    for (const std::string& pattern : *patterns) {
      const PathPattern compiled = *PathPattern::compile(pattern, "");
      for (const std::string_view path : kPaths) {
        if (!compiled.matches(path)) continue;
        EXPECT_TRUE(RE2::PartialMatch(std::string(path), std::string(row.from)))
            << pattern << " " << path;
      }
    }
  }
}

TEST(PathExpression, IsPatternsOfIgnoreFiles) {
  constexpr auto kLines = std::to_array<Row>({
      {"node_modules", "node_modules node_modules/"},
      {"dist/", "dist/"},
      {"/a/*.js", "/a/*.js /a/*.js/"},
      {"test/**", "test/**"},
      {"!keep.js", "a path that is taken in again"},
      {"*.[jt]s", "a path with a sign that stands for nothing here"},
  });
  for (const Row& row : kLines) {
    EXPECT_EQ(joined(patterns_of_ignore_line(row.from)), row.to) << row.from;
  }
}

}  // namespace
}  // namespace packwarden
