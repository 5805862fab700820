// Archives that were cut, changed and blown up: none may crash, hang, or pass as whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "source/tarball_source.h"
#include "support/source_reading.h"
#include "support/tar_builder.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SourceReading read_tarball(std::string bytes) {
  return read_all(*tarball_from_bytes(std::move(bytes), "x.tgz", {}));
}

/// One member of each kind, with long names.
std::string sample() {
  TarBuilder builder;
  builder.member({.name = "p/", .type = '5', .mode = "0000755"});
  builder.file("p/package.json", R"({"name": "n"})");
  builder.pax(pax_record("path", "p/" + std::string(120, 'x'))).file("p/short", "x");
  builder.member({.name = "L", .type = 'L'}, "p/" + std::string(120, 'l') + '\0');
  builder.file("p/short", std::string(600, 'l'));
  builder.member({.name = "p/s", .type = '2', .target = "t"});
  builder.member({.name = "p/h", .type = '1', .target = "p/s"});
  return builder.archive();
}

TEST(HostileTarball, EveryCutIsAProblem) {
  const std::string whole = sample();
  ASSERT_THAT(read_tarball(whole).complaints(), IsEmpty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read_tarball(whole.substr(0, size)).complaints().empty()) << size;
  }
}

TEST(HostileTarball, EveryCutOfTheCompressedFileIsAProblem) {
  const std::string whole = gzip(sample());
  ASSERT_THAT(read_tarball(whole).complaints(), IsEmpty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(read_tarball(whole.substr(0, size)).complaints().empty()) << size;
  }
}

TEST(HostileTarball, EveryChangedBitOfTheCompressedFileIsAProblemOrChangesNoEntry) {
  const std::string whole = gzip(sample());
  const auto contents = read_tarball(whole).contents();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string changed = whole;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const SourceReading reading = read_tarball(changed);
    if (!reading.complaints().empty()) continue;
    EXPECT_EQ(reading.contents(), contents) << bit;
  }
}

/// Bytes that a header field may turn to: numbers, separators, signs, types.
constexpr std::string_view kBytes("\0 /9LVx\xFF", 8);

TEST(HostileTarball, EveryChangedHeaderByteIsAProblemOrChangesNoEntry) {
  const std::string whole = sample();
  const auto contents = read_tarball(whole).contents();
  for (std::size_t place = 0; place < 512; ++place) {
    for (const char byte : kBytes) {
      std::string changed = whole;
      changed[place] = byte;
      const SourceReading reading = read_tarball(changed);
      if (!reading.complaints().empty()) continue;
      // Only behind the digits of the checksum do some bytes mean the same.
      EXPECT_EQ(reading.contents(), contents) << place << " " << int{byte};
    }
  }
}

TEST(HostileTarball, ChangedHeadersWithANewChecksumAreReadAlikeOrRefused) {
  const std::string whole = sample();
  const std::size_t all_bytes = whole.size();
  for (std::size_t header = 0; header < whole.size(); header += 512) {
    if (whole.substr(header + 257, 5) != "ustar") continue;
    for (std::size_t place = header; place < header + 512; ++place) {
      for (const char byte : kBytes) {
        std::string changed = whole;
        changed[place] = byte;
        const SourceReading reading = read_tarball(resealed(changed, header));
        std::size_t bytes = 0;
        for (const Entry& entry : reading.entries) bytes += entry.bytes.size();
        EXPECT_LE(bytes, all_bytes) << place << " " << int{byte};
        EXPECT_GT(reading.entries.size() + reading.complaints().size(), 0U) << place;
      }
    }
  }
}

TEST(HostileTarball, SwappedBlocksAreReadOrNamed) {
  const std::string whole = sample();
  for (std::size_t a = 0; a < whole.size(); a += 512) {
    for (std::size_t b = a + 512; b < whole.size(); b += 512) {
      std::string changed = whole;
      changed.replace(a, 512, whole, b, 512);
      changed.replace(b, 512, whole, a, 512);
      const SourceReading reading = read_tarball(changed);
      const std::size_t seen = reading.entries.size() + reading.complaints().size();
      EXPECT_GT(seen, 0U) << a << " " << b;
    }
  }
}

TEST(HostileTarball, ReadsTheSameTwice) {
  const std::string bytes = gzip(sample());
  const SourceReading first = read_tarball(bytes);
  const SourceReading second = read_tarball(bytes);
  EXPECT_EQ(first.contents(), second.contents());
}

TEST(HostileTarball, ABombIsStoppedByItsRatio) {
  TarBuilder builder;
  for (int i = 0; i < 3; ++i) {
    builder.file("p/" + std::to_string(i), std::string(std::size_t{16} << 20U, '\0'));
  }
  const SourceReading reading = read_tarball(gzip(builder.archive()));
  EXPECT_EQ(reading.failure,
            "limit x.tgz: inflates to too many times its size (limit ratio = 200)");
  EXPECT_LT(reading.entries.size(), 3U);
}

TEST(HostileTarball, AHighRatioOfFewBytesIsNoBomb) {
  TarBuilder builder;
  builder.file("p/zeros", std::string(std::size_t{9} << 20U, '\0'));
  const SourceReading reading = read_tarball(gzip(builder.archive()));
  EXPECT_THAT(reading.complaints(), IsEmpty());
  EXPECT_EQ(reading.entries.at(0).bytes.size(), std::size_t{9} << 20U);
}

TEST(HostileTarball, TooManyMembersEndTheAudit) {
  const std::string one = TarBuilder().file("p/x", "").blocks();
  std::string many;
  for (int i = 0; i < 200'001; ++i) many += one;
  const SourceReading reading = read_tarball(many);
  EXPECT_EQ(reading.failure,
            "limit x.tgz: holds more members than an archive may (limit entries = 200000)");
  EXPECT_EQ(reading.entries.size(), 200'000U);
}

TEST(HostileTarball, APathOfAMillionBytesIsNamedByItsBeginning) {
  std::string path;
  while (path.size() < 1'000'000) path += "a/";
  path += "x";
  const std::string archive = TarBuilder().pax(pax_record("path", path)).file("p/x", "x").archive();
  EXPECT_THAT(read_tarball(archive).complaints(),
              ElementsAre("limit x.tgz!" + path.substr(0, 4096) +
                          ": has a longer path than it may (limit path-bytes = 4096) [1]"));
}

TEST(HostileTarball, EndlessSpecialHeadersEndTheAudit) {
  TarBuilder builder;
  for (int i = 0; i < 1000; ++i) builder.pax(pax_record("comment", "again"), 'g');
  builder.file("p/x", "x");
  EXPECT_FALSE(read_tarball(builder.archive()).failure.empty());
}

}  // namespace
}  // namespace packwarden
