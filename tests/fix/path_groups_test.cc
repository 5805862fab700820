#include "fix/path_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace packwarden {
namespace {

using testing::ElementsAre;

/// The lines of an ignore file for `targets` among them and `others`.
std::vector<std::string> lines_of(const std::set<std::string>& targets,
                                  const std::vector<std::string>& others,
                                  Grouping grouping = Grouping::by_name) {
  std::vector<std::string> packed(targets.begin(), targets.end());
  packed.insert(packed.end(), others.begin(), others.end());
  std::sort(packed.begin(), packed.end());
  std::vector<std::string> out;
  for (const PathGroup& group : groups_of(targets, packed, grouping)) {
    out.push_back(ignore_line(group));
  }
  return out;
}

TEST(PathGroups, TakeAllOfAKindTogether) {
  EXPECT_THAT(lines_of({"a.js.map", "b/c.map"}, {"a.js"}), ElementsAre("*.map"));
  EXPECT_THAT(lines_of({"a.js.map"}, {"b.map"}), ElementsAre("/a.js.map"));
  EXPECT_THAT(lines_of({"a.log"}, {"x"}), ElementsAre("/a.log"));
  EXPECT_THAT(lines_of({"a.log", "b/.log.log"}, {"x"}), ElementsAre("*.log"));
}

TEST(PathGroups, TakeDirectoriesThatHoldNothingElse) {
  EXPECT_THAT(lines_of({"t/a", "t/b/c", "t/b/d"}, {"x"}), ElementsAre("/t/"));
  EXPECT_THAT(lines_of({"t/b/c", "t/b/d"}, {"t/a"}), ElementsAre("/t/b/"));
  EXPECT_THAT(lines_of({"t/a"}, {"x"}), ElementsAre("/t/a"));
  EXPECT_THAT(lines_of({"a-b/x", "a-b/y", "a/x", "a/y"}, {"b"}), ElementsAre("/a/", "/a-b/"));
  EXPECT_THAT(lines_of({"a", "b"}, {"c"}), ElementsAre("/a", "/b"));
}

TEST(PathGroups, TakeThoseOfOneNameTogether) {
  EXPECT_THAT(lines_of({"a/.env", "b/.env", "c/.env"}, {"x"}), ElementsAre(".env"));
  EXPECT_THAT(lines_of({"a/.env", "b/.env"}, {"x"}), ElementsAre("/a/.env", "/b/.env"));
  EXPECT_THAT(lines_of({"a/k", "b/k", "c/k"}, {"d/k"}), ElementsAre("/a/k", "/b/k", "/c/k"));
  EXPECT_THAT(lines_of({"a/t/x", "a/t/y", "b/t/x", "b/t/y", "c/t/x", "c/t/y"}, {"x"}),
              ElementsAre("/a/", "/b/", "/c/"));
  EXPECT_THAT(
      lines_of({"a/t/x", "a/t/y", "b/t/x", "b/t/y", "c/t/x", "c/t/y"}, {"a/x", "b/x", "c/x"}),
      ElementsAre("t"));
  EXPECT_THAT(lines_of({"a/t/x", "a/t/y", "b/t/x", "b/t/y", "c/t/x", "c/t/y"},
                       {"a/x", "b/x", "c/x", "d/t/z"}),
              ElementsAre("/a/t/", "/b/t/", "/c/t/"));
}

TEST(PathGroups, OfNoneAreFiles) {
  EXPECT_THAT(lines_of({"t/a.map", "t/b.map"}, {"x"}, Grouping::off),
              ElementsAre("/t/a.map", "/t/b.map"));
}

TEST(PathGroups, BecomeEntries) {
  EXPECT_EQ(negated_entry({GroupKind::pattern, "*.map"}, EntryAnchor::root), "!**/*.map");
  EXPECT_EQ(negated_entry({GroupKind::directory, "a/b"}, EntryAnchor::none), "!a/b");
  EXPECT_EQ(negated_entry({GroupKind::file, "[a]"}, EntryAnchor::root), "!/[[]a]");
}

TEST(AllowList, NamesTopFilesAndWhatIsToStayOut) {
  EXPECT_THAT(allow_list({"a.js", "lib/a.js", "lib/b/c.js"}, {"lib/.env", "out/x"}),
              ElementsAre("a.js", "lib", "!lib/.env"));
  EXPECT_THAT(allow_list({"a.js", "lib/b.js"}, {"lib/a.js"}),
              ElementsAre("/a.js", "lib", "!lib/a.js"));
  EXPECT_THAT(allow_list({}, {"x"}), ElementsAre());
}

}  // namespace
}  // namespace packwarden
