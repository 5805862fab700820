#include "fix/unified_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {
namespace {

std::string diff(const std::string& before, const std::string& after,
                 const std::string& path = "f") {
  return unified_diff({path, before, after});
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

/// What `patch` makes of the lines of a file; "?" where the diff does not fit.
std::string patched(const std::vector<std::string>& before, const std::string& diff) {
  const std::vector<std::string> lines = lines_of(diff);
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    std::string line = lines[i];
    if (line.starts_with("@@ -")) {
      const std::size_t number = std::stoul(line.substr(4));
      const bool is_empty = line.find(",0 +") != std::string::npos;
      const std::size_t begin = is_empty ? number : number - 1;
      if (begin < at || begin > before.size()) return "?";
      out.insert(out.end(), before.begin() + static_cast<std::ptrdiff_t>(at),
                 before.begin() + static_cast<std::ptrdiff_t>(begin));
      at = begin;
      continue;
    }
    if (i + 1 < lines.size() && lines[i + 1].starts_with('\\')) line.pop_back();
    if (line.starts_with('\\')) continue;
    if (line[0] != '+' && (at >= before.size() || before[at++] != line.substr(1))) return "?";
    if (line[0] != '-') out.push_back(line.substr(1));
  }
  out.insert(out.end(), before.begin() + static_cast<std::ptrdiff_t>(at), before.end());
  std::string text;
  for (const std::string& line : out) text += line;
  return text;
}

TEST(UnifiedDiff, ShowsThreeLinesAround) {
  EXPECT_EQ(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, PutsWhatIsFarApartIntoHunks) {
  EXPECT_EQ(diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n"),
            "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
            "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

TEST(UnifiedDiff, KeepsWhatIsBetweenTwoChanges) {
  EXPECT_EQ(diff("a\nb\nc\n", "b\nc\nd\n"), "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-a\n b\n c\n+d\n");
}

TEST(UnifiedDiff, SaysThatALineHasNoEnd) {
  EXPECT_EQ(diff("a\nb", "a\nb\nc\n"),
            "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n");
}

TEST(UnifiedDiff, OfANewFileIsFromNothing) {
  EXPECT_EQ(unified_diff({"d/f", std::nullopt, "a\n"}),
            "--- /dev/null\n+++ b/d/f\n@@ -0,0 +1,1 @@\n+a\n");
  EXPECT_EQ(diff("", "a\n"), "--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
}

TEST(UnifiedDiff, OfNoChangeIsEmpty) { EXPECT_EQ(diff("a\nb", "a\nb"), ""); }

TEST(UnifiedDiff, QuotesNamesAsGitDoes) {
  EXPECT_EQ(diff("a", "b", "a b").substr(0, 21), "--- a/a b\t\n+++ b/a b\t");
  EXPECT_EQ(diff("a", "b", "a\n\"\xC3\xA9").substr(0, 24), "--- \"a/a\\012\\\"\\303\\251\"\n");
}

TEST(UnifiedDiff, GivesTheOtherTextWhenItIsApplied) {
  std::mt19937 random(7);
  const auto text = [&] {
    std::string out;
    for (auto lines = random() % 30; lines > 0; --lines) {
      out += static_cast<char>('a' + random() % 4);
      out += '\n';
    }
    if (!out.empty() && random() % 3 == 0) out.pop_back();
    return out;
  };
  for (int round = 0; round < 3000; ++round) {
    const std::string before = text();
    const std::string after = text();
    if (before == after) continue;
    ASSERT_EQ(patched(lines_of(before), diff(before, after)), after) << before << "--\n" << after;
  }
}

TEST(UnifiedDiff, KnowsWhichBytesItShows) {
  const FileChangeText change = {"f", "0\n1\n2\n3\n4\nold\n", "0\n1\n2\n3\n4\nnew\n"};
  EXPECT_FALSE(diff_shows(change, {{0, 1}, {2, 4}}, {{2, 4}}));
  EXPECT_TRUE(diff_shows(change, {{4, 5}}, {})) << "context";
  EXPECT_TRUE(diff_shows(change, {{12, 13}}, {})) << "what is taken away";
  EXPECT_TRUE(diff_shows(change, {}, {{12, 13}})) << "what is new";
  EXPECT_FALSE(diff_shows({"f", "a\n", "a\n"}, {{0, 1}}, {{0, 1}}));
}

}  // namespace
}  // namespace packwarden
