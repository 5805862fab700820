#include "base/split.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Split, GivesThePartsBetweenSeparators) {
  EXPECT_THAT(split("a,b,,c", ','), ElementsAre("a", "b", "", "c"));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split(",", ','), ElementsAre("", ""));
}

TEST(Split, OfLinesLeavesOutWhatIsBehindTheLastEnd) {
  EXPECT_THAT(lines_of("a\n\nb\n"), ElementsAre("a", "", "b"));
  EXPECT_THAT(lines_of("a\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(lines_of("\n"), ElementsAre(""));
  EXPECT_THAT(lines_of(""), IsEmpty());
}

TEST(Split, OfWordsGivesNoEmptyOnes) {
  EXPECT_THAT(words_between("  a; b;;c ", " ;"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(words_between(" ; ", " ;"), IsEmpty());
  EXPECT_THAT(words_between("", " ;"), IsEmpty());
}

}  // namespace
}  // namespace packwarden
