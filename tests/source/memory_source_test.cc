#include "source/memory_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/source_reading.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

std::vector<Entry> two_entries() {
  Entry first;
  first.path = "b";
  first.bytes = "1";
  Entry second;
  second.path = "a";
  second.bytes = "2";
  return {first, second};
}

TEST(MemorySource, YieldsWhatItWasGivenInOrder) {
  SourceFacts facts;
  facts.name = "n";
  const SourceReading reading = read_all(*memory_source(two_entries(), facts));
  EXPECT_EQ(reading.facts.name, "n");
  EXPECT_THAT(reading.contents(), ElementsAre("b=1", "a=2"));
  EXPECT_EQ(reading.entries[1].index, 1U);
}

TEST(MemorySource, StopsWhenTheSinkDoes) {
  const auto source = memory_source(two_entries());
  int calls = 0;
  EXPECT_TRUE(source->read([&](const Entry&) { return ++calls < 1; }, [](const UnreadEntry&) {}));
  EXPECT_EQ(calls, 1);
}

TEST(Source, HasANameForEachKind) {
  EXPECT_EQ(name_of(SourceKind::package), "package");
  EXPECT_EQ(name_of(SourceKind::tarball), "tarball");
  EXPECT_EQ(name_of(SourceKind::paths), "paths");
  EXPECT_EQ(name_of(SourceKind::standard_input), "stdin");
}

}  // namespace
}  // namespace packwarden
