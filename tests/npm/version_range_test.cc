// The answers are those of the package `semver` 7.8.5, which npm uses.

#include "npm/version_range.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

bool is_range(const char* text, VersionSyntax syntax) {
  return VersionRange::parse(text, "test", syntax).has_value();
}

struct AllowedRow {
  const char* version;
  const char* range;
  bool allowed;
};
constexpr AllowedRow kAllowed[] = {
    {"1.2.3", "^1.2.0", true},
    {"2.0.0", "^1.2.0", false},
    {"0.2.9", "^0.2.3", true},
    {"0.3.0", "^0.2.3", false},
    {"0.0.4", "^0.0.3", false},
    {"1.9.0", "^1.x", true},
    {"0.9.9", "^0.x", true},
    {"1.2.9", "~1.2.3", true},
    {"1.3.0", "~1.2", false},
    {"1.9.9", "~1", true},
    {"1.2.9", "~> 1.2.3", true},
    {"5.0.0", "*", true},
    {"5.0.0", "", true},
    {"5.0.0", " x ", true},
    {"1.2.3-a", "*", false},
    {"1.2.3-b", "^1.2.3-a", true},
    {"1.2.4-b", "^1.2.3-a", false},
    {"1.2.3-a", ">=1.2.3-a <2", true},
    {"1.2.3", "1.2.x", true},
    {"1.3.0", "1.2.X", false},
    {"2.0.0", ">1", true},
    {"1.9.9", ">1", false},
    {"1.9.9", "<=1", true},
    {"2.0.0", "<=1.x", false},
    {"0.9.9", "<1.x", true},
    {"1.0.0-0", "<1", false},
    {"0.0.0", ">x", false},
    {"1.2.3", "1.0 - 1.2", true},
    {"1.3.0", "1.0 - 1.2", false},
    {"2.3.4", "1.2.3 - 2.3.4", true},
    {"2.3.5", "1.2.3 - 2.3.4", false},
    {"3.0.0", "1 || 3", true},
    {"2.0.0", "1 || 3", false},
    {"1.2.3", "1.2.3*", true},
    {"1.2.3", "> = 1.2.3", false},
    {"1.2.3", ">= 1.2.3", true},
    {"1.2.3", "= v1.2.3", true},
    {"1.2.3", "v1.2.3+b", true},
    {"v1.2.3+b", "1.2.3", true},
    {"1.2.3", "01.2.3", false},
    {"1.2.3", "latest", false},
    {"1.2.3", "1.2.3.4", false},
    {"1.2", "1.2", false},
    {"1.2.3", ">=1.2.3, <2", false},
    {"1.2.3", ">=1 || latest", false},
    {"20.20.2", "^20.17.0 || >=22.9.0", true},
    {"21.0.0", "^20.17.0 || >=22.9.0", false},
    {"9007199254740991.0.0", ">1", true},
    {"9007199254740992.0.0", ">1", false},
};

TEST(VersionRange, AllowsWhatNpmAllows) {
  for (const auto& [version, range, allowed] : kAllowed) {
    const auto parsed = SemanticVersion::parse(version);
    const auto versions = VersionRange::parse(range, "test");
    EXPECT_EQ(parsed && versions && versions->allows(*parsed), allowed) << version << " " << range;
  }
}

TEST(VersionRange, IntersectsWhereNpmSaysSo) {
  struct Row {
    const char* first;
    const char* second;
    bool intersects;
  };
  constexpr Row kRows[] = {
      {"^1", "1.5", true},
      {"^1", "2", false},
      {"<1", ">=1", false},
      {"<=1.0.0", ">=1.0.0", true},
      {"<1.0.0", ">=1.0.0", false},
      {"1.x || 3", "2 || 3.1.0", true},
      {">1 <0", "*", true},
      {"1.2.3-a", "*", false},
      {"*", "1.2.3-a", true},
      {"1.2.3-a", ">=1.2.3-0", true},
      {"^1.2.3-a", "1.2.3-b", false},
      {"<0.0.0", "<1", false},
      {"<0.0.0-0", "*", true},
      {">=22.5", "^20.17.0 || >=22.9.0", true},
      {"^18", "^20.17.0 || >=22.9.0", false},
      {">1 <2", ">1.5 <1.7", false},
  };
  for (const auto& [first, second, intersects] : kRows) {
    const auto left = VersionRange::parse(first, "test");
    const auto right = VersionRange::parse(second, "test");
    ASSERT_TRUE(left && right) << first << " " << second;
    EXPECT_EQ(left->intersects(*right), intersects) << first << " " << second;
  }
}

TEST(VersionRange, LooseSyntaxPassesOverWhatIsNoVersion) {
  struct Row {
    const char* range;
    bool strict;
    bool loose;
  };
  constexpr Row kRows[] = {
      {"1.2.3beta", false, true},    {"=1.2.3", true, true}, {"latest", false, false},
      {"1.2.3 latest", false, true}, {"1 ||", true, true},   {"a/b", false, false},
      {"^v1", true, true},           {"", true, true},       {"1.2.3 - ", false, true},
      {"~1.2.3beta", false, true},
  };
  for (const auto& [range, strict, loose] : kRows) {
    EXPECT_EQ(is_range(range, VersionSyntax::strict), strict) << range;
    EXPECT_EQ(is_range(range, VersionSyntax::loose), loose) << range;
  }
}

TEST(VersionRange, LimitsAreNamed) {
  const auto long_text = VersionRange::parse(std::string(70'000, '1'), "a field");
  ASSERT_FALSE(long_text);
  EXPECT_EQ(long_text.error().where, "a field");
  EXPECT_EQ(long_text.error().what, "the version range is too large (limit version-bytes = 65536)");
  std::string parts = "1";
  for (int i = 0; i < 200; ++i) parts += " || 1.0.0";
  const auto many_parts = VersionRange::parse(parts, "a field");
  ASSERT_FALSE(many_parts);
  EXPECT_EQ(many_parts.error().what,
            "the version range has too many parts (limit version-comparators = 200)");
}

TEST(SemanticVersion, ParsesStrictlyOrLoosely) {
  struct Row {
    const char* text;
    const char* strict;  // "": it is no version
    const char* loose;
  };
  constexpr Row kRows[] = {
      {"1.2.3", "1.2.3", "1.2.3"},      {"v1.2.3", "1.2.3", "1.2.3"},
      {"=v 1.2.3", "", "1.2.3"},        {"01.2.3", "", "1.2.3"},
      {"1.2.3beta", "", "1.2.3-beta"},  {"1.2.3-01", "", "1.2.3-1"},
      {"1.2.13.4", "", "1.2.1-3.4"},    {"1.2.3--", "1.2.3--", "1.2.3--"},
      {"1.2.3+b.01", "1.2.3", "1.2.3"}, {"1.2", "", ""},
      {"1.2.3-", "", "1.2.3--"},        {"1.2.3-a..b", "", ""},
  };
  const auto text_of = [](const char* text, VersionSyntax syntax) {
    const auto version = SemanticVersion::parse(text, syntax);
    return version ? to_text(*version) : std::string();
  };
  for (const auto& [text, strict, loose] : kRows) {
    EXPECT_EQ(text_of(text, VersionSyntax::strict), strict) << text;
    EXPECT_EQ(text_of(text, VersionSyntax::loose), loose) << text;
  }
  EXPECT_FALSE(SemanticVersion::parse("1.2.3-" + std::string(260, 'a')));
}

TEST(SemanticVersion, IsOrderedByPrecedence) {
  const char* const kAscending[] = {"1.0.0-0",       "1.0.0-2",    "1.0.0-10", "1.0.0-alpha",
                                    "1.0.0-alpha.1", "1.0.0-beta", "1.0.0",    "1.0.1",
                                    "1.1.0",         "2.0.0-a",    "2.0.0"};
  for (std::size_t i = 0; i < std::size(kAscending); ++i) {
    for (std::size_t j = 0; j < std::size(kAscending); ++j) {
      const auto left = *SemanticVersion::parse(kAscending[i]);
      const auto right = *SemanticVersion::parse(kAscending[j]);
      EXPECT_EQ(left < right, i < j) << kAscending[i] << " " << kAscending[j];
      EXPECT_EQ(left == right, i == j) << kAscending[i] << " " << kAscending[j];
    }
  }
}

}  // namespace
}  // namespace packwarden
