#include "policy/baseline_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

BaselineEntry at(const std::string& path, const std::string& fingerprint = "f1",
                 const std::string& reason = "") {
  BaselineEntry out;
  out.rule = "jwt";
  out.path = path;
  out.fingerprint = fingerprint;
  out.reason = reason;
  return out;
}

/// "FINGERPRINT PATH REASON" of each.
std::vector<std::string> shown(const std::vector<BaselineEntry>& entries) {
  std::vector<std::string> out;
  for (const BaselineEntry& entry : entries) {
    out.push_back(entry.fingerprint + " " + entry.path + " " + entry.reason);
  }
  return out;
}

/// What was found everywhere but in "elsewhere".
FoundPlaces found(std::vector<BaselineEntry> all, std::vector<BaselineEntry> wanted) {
  return {std::move(all), std::move(wanted),
          [](const BaselineEntry& entry) { return entry.path != "elsewhere"; }};
}

const EntryTexts kTexts = {.date = "2026-11-27", .reason = "new"};

TEST(BaselineEdit, AddsWhatIsNotKnown) {
  const std::vector<BaselineEntry> there = {at("a"), at("b"), at("b", "f2")};
  const BaselineEdit edit = updated({at("a", "f1", "old")}, found(there, there), kTexts);
  EXPECT_THAT(shown(edit.kept), ElementsAre("f1 a old"));
  EXPECT_THAT(shown(edit.added), ElementsAre("f1 b new", "f2 b new"));
  EXPECT_EQ(edit.added[0].date, "2026-11-27");
  EXPECT_EQ(edit.entries().size(), 3U);
}

TEST(BaselineEdit, FollowsARenameAndKeepsWhatTheEntrySays) {
  const std::vector<BaselineEntry> there = {at("new")};
  const BaselineEdit edit = updated({at("old", "f1", "why")}, found(there, there), kTexts);
  ASSERT_EQ(edit.moved.size(), 1U);
  EXPECT_EQ(edit.moved[0].from.path, "old");
  EXPECT_THAT(shown(edit.entries()), ElementsAre("f1 new why"));
}

TEST(BaselineEdit, FollowsOnlyWhatIsGone) {
  const std::vector<BaselineEntry> there = {at("old"), at("new"), at("other")};
  EXPECT_THAT(updated({at("old")}, found(there, there), kTexts).moved, IsEmpty());
  const std::vector<BaselineEntry> two = {at("new"), at("other")};
  const BaselineEdit edit = updated({at("old", "f1", "why")}, found(two, two), kTexts);
  EXPECT_THAT(shown(edit.entries()), ElementsAre("f1 other new", "f1 new why"));
}

TEST(BaselineEdit, KeepsWhatIsFoundAndNotWanted) {
  const std::vector<BaselineEntry> there = {at("a"), at("low", "f2")};
  const BaselineEdit edit = updated({at("gone", "f3")}, found(there, {}), kTexts);
  EXPECT_THAT(shown(edit.entries()), ElementsAre("f3 gone "));
  EXPECT_FALSE(edit.changes_something());
}

TEST(BaselineEdit, LeavesWhatWasNotLookedFor) {
  const std::vector<BaselineEntry> there = {at("new")};
  const BaselineEdit edit = updated({at("elsewhere")}, found(there, there), kTexts);
  EXPECT_THAT(shown(edit.entries()), ElementsAre("f1 elsewhere ", "f1 new new"));
  EXPECT_FALSE(pruned({at("elsewhere", "f2")}, found(there, there)).changes_something());
}

TEST(BaselineEdit, DropsWhatIsNotFound) {
  const std::vector<BaselineEntry> there = {at("a"), at("b", "f2")};
  const BaselineEdit edit =
      pruned({at("a", "f1", "why"), at("b", "f1"), at("c", "f2")}, found(there, {}));
  EXPECT_THAT(shown(edit.kept), ElementsAre("f1 a why"));
  EXPECT_THAT(shown(edit.dropped), ElementsAre("f1 b ", "f2 c "));
}

}  // namespace
}  // namespace packwarden
