#include "source/standard_input.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "source/files_source.h"
#include "support/source_reading.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What the source gives when `pieces` come through a pipe, one write each.
SourceReading read_piped(const std::vector<std::string>& pieces, SourceLimits limits = {}) {
  int ends[2];
  // Non-blocking, as some parents leave it: the reader has to wait by itself.
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  EXPECT_EQ(::fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
  std::jthread writer([&pieces, end = ends[1]] {
    for (const std::string& piece : pieces) {
      static_cast<void>(!::write(end, piece.data(), piece.size()));
    }
    ::close(end);
  });
  SourceReading reading = read_all(*files_source({"-"}, limits, ends[0]));
  writer.join();
  ::close(ends[0]);
  return reading;
}

TEST(StandardInput, IsOneEntry) {
  const SourceReading reading = read_piped({"a", "bc", std::string(1, '\0')});
  EXPECT_THAT(reading.contents(), ElementsAre(std::string("-=abc\0", 6)));
  EXPECT_THAT(reading.complaints(), IsEmpty());
  EXPECT_EQ(reading.facts.kind, SourceKind::standard_input);
  EXPECT_EQ(reading.facts.root, "-");
}

TEST(StandardInput, TakesMoreThanItsFirstBuffer) {
  const std::string piece(50'000, 'x');
  const SourceReading reading = read_piped({piece, piece, piece, piece, "end"});
  EXPECT_THAT(reading.contents(), ElementsAre("-=" + piece + piece + piece + piece + "end"));
}

TEST(StandardInput, HoldsToItsLimit) {
  EXPECT_THAT(read_piped({"1234"}, {.entry_bytes = 4}).contents(), ElementsAre("-=1234"));
  EXPECT_THAT(read_piped({"12345"}, {.entry_bytes = 4}).complaints(),
              ElementsAre("limit -: is larger than one entry may be (limit entry-bytes = 4) [5]"));
}

TEST(StandardInput, EmptyInputIsAProblem) {
  EXPECT_THAT(read_piped({}).complaints(), ElementsAre("io -: standard input is empty"));
}

TEST(StandardInput, ClosedInputIsAProblem) {
  EXPECT_THAT(read_all(*files_source({"-"}, {}, -1)).complaints(),
              ElementsAre("io -: bad file descriptor"));
}

}  // namespace
}  // namespace packwarden
