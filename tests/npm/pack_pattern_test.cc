#include "npm/pack_pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

constexpr std::uint64_t kSteps = 100'000'000;

/// The names of `path`, as a rule in its root sees them.
class Path {
 public:
  explicit Path(std::string_view path) {
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      names_.push_back(path_name(path.substr(begin, end - begin)));
      fingerprints_ |= names_.back().fingerprint;
      begin = end + 1;
    }
  }

  [[nodiscard]] RulePath rule_path() const { return {names_, fingerprints_}; }

 private:
  std::vector<PathName> names_;
  std::uint64_t fingerprints_ = 0;
};

bool matches(std::string_view line, std::string_view path, Question question = Question::entry) {
  const auto pattern = PackPattern::compile(line, ".npmignore:1");
  EXPECT_TRUE(pattern) << line << ": " << pattern.error().what;
  MatchBudget budget(kSteps);
  const bool result =
      pattern->matches(Path(path).rule_path(), question, RuleDistance::same_directory, budget);
  EXPECT_FALSE(budget.exhausted()) << line;
  return result;
}

struct Row {
  const char* line;
  const char* path;
  bool expected;
};

void check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(matches(row.line, row.path), row.expected) << row.line << " on " << row.path;
  }
}

TEST(PackPattern, WithoutASlashLooksAtNamesOnEveryLevel) {
  constexpr Row kRows[] = {
      {"a.js", "a.js", true},        {"a.js", "x/y/a.js", true},  {"a.js", "a.js/b", false},
      {"/a.js", "a.js", true},       {"/a.js", "x/a.js", false},  {"x/a.js", "x/a.js", true},
      {"x/a.js", "y/x/a.js", false}, {"x//a.js", "x/a.js", true}, {"./a.js", "a.js", false},
      {"x/../a.js", "a.js", true},   {"..", "a", false},
  };
  check(kRows);
}

TEST(PackPattern, ComparesWithoutRegardToCaseAsJavaScriptDoes) {
  constexpr Row kRows[] = {
      {"README.md", "readme.MD", true}, {"\u03C3", "\u03C2", true}, {"\u00DF", "SS", false},
      {"k", "\u212A", false},           {"*.k", "x.\u212A", true},  // a short cut, which lowers
      {"[k]x", "\u212Ax", false},       {"\u00E9", "\u00C9", true},
  };
  check(kRows);
}

TEST(PackPattern, StarsAndQuestionMarks) {
  constexpr Row kRows[] = {
      {"*", ".x", true},          {"*.js", ".js", true},
      {"*.js", "a.jsx", false},   {"a*b*c", "aXbYc", true},
      {"a**b", "aXYb", true},     {"a*b", "a/b", false},
      {"?", ".", true},           {"??.md", "ab.md", true},
      {"??.md", "a.md", false},   {"??\\.md", "ab.md", false},
      {"?", "\U0001F600", false}, {"??", "\U0001F600", true},
      {"*.*", "a.b", true},       {"*.*", "ab", false},
      {".*", ".a", true},         {".*.swp", ".a.swp", true},
      {".*.swp", "a.swp", false},
  };
  check(kRows);
}

TEST(PackPattern, GlobstarsTakeWholeComponents) {
  constexpr Row kRows[] = {
      {"lib/**", "lib/a", true},   {"lib/**", "lib", false},
      {"**/a", "a", true},         {"**/a", "x/y/a", true},
      {"a/**/b", "a/b", true},     {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/x/bb", false}, {"**/x/**", "a/x/b", true},
      {"**/x/**", "a/x", false},   {"a/**/b/**/c", "a/1/b/2/c", true},
      {"/**/", "a", false},
  };
  check(kRows);
}

TEST(PackPattern, EscapesAreUndoneExceptInTheStarShortCut) {
  constexpr Row kRows[] = {
      {"b\\.txt", "b.txt", true}, {"\\!x", "!x", true},   {"\\#x", "#x", true},
      {"a\\*", "a*", true},       {"a\\*", "ab", false},  {"*\\.js", "a.js", false},
      {"*\\.js", "a\\.js", true}, {"a\\", "a\\", true},   {"a\\|b", "ax", true},
      {"a\\|b", "xb", true},      {"1\\|2", "1|2", true}, {"1\\|2", "1", false},
  };
  check(kRows);
}

TEST(PackPattern, BracketExpressions) {
  constexpr Row kRows[] = {
      {"[abc]", "b", true},
      {"[!abc]", "b", false},
      {"[^abc]", "d", true},
      {"[a-c]x", "Bx", true},
      {"[c-a]x", "bx", false},
      {"[]a]", "]", true},
      {"[a", "[a", true},
      {"[a]", "a", true},
      {"[[:digit:]]", "7", true},
      {"[[:alpha:]]", "\u00E9", true},
      {"[[:print:]]", "a", false},  // npm's own reading
      {"[a-[:digit:]]", "a", false},
      {"[\\^a]", "a", false},
      {"[\\^a]", "b", true},
      {"[\\]]", "]", true},
  };
  check(kRows);
}

TEST(PackPattern, ExtendedGlobs) {
  constexpr Row kRows[] = {
      {"@(a|b)", "b", true}, {"@(a|b)", "c", false},       {"+(ab)", "ABab", true},
      {"*(a)b", "b", true},  {"?(a)b", "aab", false},      {"x!(a)", "xa", false},
      {"x!(a)", "xb", true}, {"x!(a).js", "xa.js", false}, {"x!(a).js", "xaa.js", true},
      {"@(a", "@(a", true},  {"@()", "@()", true},         {"+(a|+(b|c))", "abc", true},
      {"!!(a)", "a", false}, {"x!(a)!(b)", "xab", true},
  };
  check(kRows);
}

TEST(PackPattern, LeadingMarksDecideWhetherItIncludes) {
  EXPECT_FALSE(PackPattern::compile("a", "x")->negated());
  EXPECT_TRUE(PackPattern::compile("!a", "x")->negated());
  EXPECT_FALSE(PackPattern::compile("!!a", "x")->negated());
  EXPECT_TRUE(PackPattern::compile("!(a)", "x")->negated());
  EXPECT_TRUE(matches("!(a)", "(a)"));
  EXPECT_FALSE(matches("!", "a"));
}

TEST(PackPattern, DirectoriesMatchWithASlashAndReInclusionsPartially) {
  EXPECT_FALSE(matches("x/y/", "x/y"));
  EXPECT_TRUE(matches("x/y/", "x/y", Question::directory));
  EXPECT_TRUE(matches("lib/**", "lib", Question::directory));
  EXPECT_TRUE(matches("!lib/a/b", "lib", Question::directory));
  EXPECT_TRUE(matches("!lib/a/b", "lib/a", Question::directory));
  EXPECT_FALSE(matches("!lib/a/b", "other", Question::directory));
  EXPECT_FALSE(matches("lib/a/b", "lib", Question::directory));
  EXPECT_TRUE(matches("lib/", "lib", Question::slash_directory));
}

TEST(PackPattern, ARuleFurtherUpAlsoSeesTheMereNameOfADirectory) {
  const auto pattern = PackPattern::compile("/lib", "x");
  MatchBudget budget(kSteps);
  const Path path("a/lib");
  EXPECT_FALSE(pattern->matches(path.rule_path(), Question::directory, RuleDistance::same_directory,
                                budget));
  const auto short_rule = PackPattern::compile("lib/", "x");
  EXPECT_FALSE(short_rule->matches(path.rule_path(), Question::directory,
                                   RuleDistance::same_directory, budget));
  EXPECT_TRUE(
      short_rule->matches(path.rule_path(), Question::directory, RuleDistance::further_up, budget));
}

TEST(PackPattern, RefusesWhatNpmCannotCompileAndQuotesNothing) {
  const std::pair<std::string, std::string> kRows[] = {
      {std::string(65'537, 'a'), "the pattern is longer than 65536 characters, which npm refuses"},
      {"[[:alpha:]]-x",
       "npm cannot compile this mixture of a POSIX class and punctuation and stops"},
  };
  for (const auto& [line, what] : kRows) {
    const auto pattern = PackPattern::compile(line, ".npmignore:3");
    ASSERT_FALSE(pattern);
    EXPECT_EQ(pattern.error().where, ".npmignore:3");
    EXPECT_EQ(pattern.error().what, what);
  }
}

TEST(PackPattern, HostileExtendedGlobsEndInALimitError) {
  std::string negations;
  for (int i = 0; i < 30; ++i) negations += "!(a)";
  const auto copies = PackPattern::compile("x" + negations, "x");
  ASSERT_FALSE(copies);
  EXPECT_EQ(copies.error().what, "extended glob is too complex (limit extglob-nodes = 10000)");
  std::string nested;
  for (int i = 0; i < 200; ++i) nested += "*(";
  const auto deep = PackPattern::compile(nested, "x");
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().what, "extended glob is nested too deeply (limit extglob-depth = 100)");
}

TEST(PackPattern, TellsEndsOfNamesApartByTheirForms) {
  EXPECT_TRUE(matches("*.k", "a.\u212A")) << "suffixes are compared in lower case";
  EXPECT_FALSE(matches("a*k", "a\u212A")) << "and others in upper case";
  EXPECT_TRUE(matches("\u00E9*", "\u00C9x"));
  EXPECT_TRUE(matches("A*Z", "abz"));
  EXPECT_TRUE(matches("[a]*z", "abZ"));
}

TEST(PackPattern, HostileStarsStayPolynomialAndSpendTheBudget) {
  std::string line;
  for (int i = 0; i < 1000; ++i) line += "*a";
  EXPECT_FALSE(matches(line + "b", std::string(254, 'a') + "b"));
  const auto pattern = PackPattern::compile("+(+(a|aa)x|+(aa|a)y)b", "x");
  ASSERT_TRUE(pattern);
  MatchBudget budget(100);
  const Path path(std::string(254, 'a') + "b");
  (void)pattern->matches(path.rule_path(), Question::entry, RuleDistance::same_directory, budget);
  EXPECT_TRUE(budget.exhausted());
}

}  // namespace
}  // namespace packwarden
