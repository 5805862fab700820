#include "policy/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

BaselineEntry known(const std::string& fingerprint, const std::string& path,
                    const std::string& until = "") {
  static std::size_t line = 4;
  return {"jwt", path, fingerprint, "2026-01-01", "why", "", until, ++line};
}

Baseline baseline(std::vector<BaselineEntry> entries) {
  return {{std::string(32, 'k'), std::move(entries)}, "b.json", "2026-11-27"};
}

/// A finding that fails, at its paths.
Judged found(const std::string& fingerprint, const std::vector<std::string>& paths) {
  Finding finding;
  finding.rule_id = "jwt";
  finding.message = "Bad.";
  finding.fingerprint = fingerprint;
  finding.location.path = paths.front();
  for (std::size_t i = 1; i < paths.size(); ++i) {
    finding.also.push_back({"jwt", {.path = paths[i]}, {}});
  }
  return {finding, std::nullopt, true};
}

/// By what it is suppressed, else its message.
std::string judged(const Baseline& baseline, Judged one) {
  baseline.judge(one);
  EXPECT_EQ(one.fails, !one.suppressed);
  return one.suppressed.value_or(one.finding.message);
}

TEST(Baseline, SuppressesWhatItKnowsAtThatPath) {
  const Baseline it = baseline({known("f1", "a"), known("f1", "b")});
  EXPECT_EQ(judged(it, found("f1", {"a"})), "baseline b.json: why");
  EXPECT_EQ(judged(it, found("f1", {"./a", "b"})), "baseline b.json: why");
  EXPECT_EQ(judged(it, found("f2", {"a"})), "Bad.");
}

TEST(Baseline, SaysWhereElseAValueIsKnown) {
  const std::string hint =
      "Bad. It is known at `a`, as b.json says, and not here. Where the file was renamed, "
      "`packwarden baseline update` follows it.";
  EXPECT_EQ(judged(baseline({known("f1", "a")}), found("f1", {"c"})), hint);
  EXPECT_EQ(judged(baseline({known("f1", "a")}), found("f1", {"a", "c"})), hint);
}

TEST(Baseline, CountsUntilTheLastDayOfAnEntry) {
  EXPECT_EQ(judged(baseline({known("f1", "a", "2026-11-27")}), found("f1", {"a"})),
            "baseline b.json: why");
  EXPECT_EQ(judged(baseline({known("f1", "a", "2026-11-26")}), found("f1", {"a"})),
            "Bad. It was known until 2026-11-26, as b.json says: that day is over.");
  EXPECT_EQ(judged(baseline({known("f1", "a", "2026-11-26"), known("f1", "a", "2027-01-01")}),
                   found("f1", {"a"})),
            "baseline b.json: why");
}

TEST(Baseline, KnowsNothingOfAnotherRule) {
  Judged one = found("f1", {"a"});
  one.finding.rule_id = "aws";
  baseline({known("f1", "a")}).judge(one);
  EXPECT_FALSE(one.suppressed);
}

TEST(Baseline, LeavesWhatIsSuppressedOtherwise) {
  Judged one = found("f1", {"a"});
  one.suppressed = "packwarden.json:1: why";
  baseline({known("f1", "a")}).judge(one);
  EXPECT_EQ(one.suppressed, "packwarden.json:1: why");
}

std::vector<std::string> notes_of(const std::vector<Stale>& stale) {
  std::vector<std::string> out;
  for (const Stale& one : stale) out.push_back(note_of(one));
  return out;
}

TEST(Baseline, SaysWhatIsStaleWhereItWasLookedFor) {
  std::vector<BaselineEntry> entries = {known("f1", "a"), known("f2", "b"), known("f3", "c")};
  entries.push_back(known("f1", "a", "2026-01-01"));
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].line = i + 5;
  const Judged one = found("f1", {"a"});
  const auto looked_at = [](const BaselineEntry& entry) { return entry.path != "c"; };
  EXPECT_THAT(
      notes_of(baseline(entries).stale({&one}, looked_at)),
      ElementsAre("b.json:8: `jwt` at `a` was known until 2026-01-01. Remove the entry, or give it "
                  "a later day.",
                  "b.json:6: `jwt` at `b` was not found. `packwarden baseline prune` drops the "
                  "entry."));
  EXPECT_THAT(baseline({known("f1", "a")}).stale({&one}, looked_at), IsEmpty());
}

TEST(Baseline, SaysOfManyThatTheyAreMany) {
  const auto notes = notes_of(baseline(std::vector<BaselineEntry>(13, known("f1", "a")))
                                  .stale({}, [](const BaselineEntry&) { return true; }));
  ASSERT_EQ(notes.size(), 11U);
  EXPECT_EQ(notes.back(),
            "b.json: 3 more entries were not found: `packwarden baseline audit` lists them.");
}

}  // namespace
}  // namespace packwarden
