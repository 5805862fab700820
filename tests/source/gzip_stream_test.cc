#include "source/gzip_stream.h"

#include <gtest/gtest.h>

#include "source/inflate.h"
#include "support/source_reading.h"
#include "support/tar_builder.h"

namespace packwarden {
namespace {

/// What comes out of a GzipStream, and behind it the error that ended it, in brackets.
std::string inflate_all(const std::string& compressed) {
  GzipStream stream(std::make_unique<MemoryStream>(compressed), "it");
  std::string all;
  while (true) {
    const auto block = stream.next();
    if (!block) {
      EXPECT_FALSE(stream.next()) << "an error is final";
      return all + "[" + text_of(block.error()) + "]";
    }
    if (block->empty()) return all;
    all += *block;
  }
}

/// Text that deflate does not shrink to nothing.
std::string text(std::size_t size) {
  std::string bytes;
  bytes.reserve(size);
  std::uint32_t state = 1;
  while (bytes.size() < size) {
    state = state * 1'664'525 + 1'013'904'223;
    bytes += static_cast<char>('a' + (state >> 28U));
  }
  return bytes;
}

TEST(GzipStream, InflatesWhatWasCompressed) {
  for (const std::size_t size : {0, 1, 262'143, 262'144, 262'145, 1'000'000}) {
    const std::string bytes = text(size);
    EXPECT_TRUE(inflate_all(gzip(bytes)) == bytes) << size;
  }
}

TEST(GzipStream, GivesTheBytesBeforeTheFaultFirst) {
  const std::string bytes = text(1'000'000);
  const std::string good = gzip(bytes);
  const auto ends_with = [](const std::string& all, const std::string& end) {
    return all.ends_with(end);
  };
  const std::string cut = inflate_all(good.substr(0, good.size() / 2));
  EXPECT_GT(cut.size(), 400'000U);
  EXPECT_TRUE(ends_with(cut, "[format it: gzip data is cut off]"));
  EXPECT_TRUE(inflate_all(good + "x") ==
              bytes + "[format it: 1 byte after the end of the gzip data]");
  EXPECT_TRUE(inflate_all(good + good) ==
              bytes + "[format it: a second gzip member follows the first]");
  const std::string long_tail(700'000, 'x');
  EXPECT_TRUE(inflate_all(good + long_tail) ==
              bytes + "[format it: 700,000 bytes after the end of the gzip data]");
}

TEST(GzipStream, TakesGzipAndNothingElse) {
  EXPECT_EQ(inflate_all(""), "[format it: gzip data is cut off]");
  EXPECT_EQ(inflate_all("text"), "[format it: gzip data is damaged]");
  EXPECT_EQ(inflate_all("\x78\x9c\x03"), "[format it: gzip data is damaged]")
      << "zlib's own format";
}

TEST(GzipStream, StopsAtTheRatio) {
  const std::string bomb = gzip(std::string(std::size_t{64} << 20U, '\0'));
  const std::string out = inflate_all(bomb);
  EXPECT_TRUE(out.ends_with("[limit it: inflates to too many times its size (limit ratio = 200)]"));
  EXPECT_LT(out.size(), std::size_t{16} << 20U);
}

TEST(InflateWhole, GivesExactlyWhatAnHonestFileHolds) {
  for (const std::size_t size : {0, 1, 100'000}) {
    const std::string bytes = text(size);
    const auto inflated = inflate_whole(gzip(bytes), 100'000);
    ASSERT_TRUE(inflated) << size;
    EXPECT_TRUE(inflated->view() == bytes) << size;
  }
}

TEST(GzipWhole, IsOneSoundMemberAndTheSameEachTime) {
  for (const std::size_t size : {0, 1, 100'000}) {
    const std::string bytes = text(size);
    const std::string packed = *gzip_whole(bytes);
    EXPECT_TRUE(inflate_all(packed) == bytes) << size;
    EXPECT_TRUE(*gzip_whole(bytes) == packed) << size;
  }
}

TEST(InflateWhole, LeavesTheRestToGzipStream) {
  const std::string good = gzip(text(1000));
  std::string lying = good;
  lying[lying.size() - 2] = '\x7F';  // ISIZE: 8 MB
  std::string damaged = good;
  damaged[damaged.size() / 2] ^= 1;
  EXPECT_FALSE(inflate_whole(good, 999)) << "limit";
  EXPECT_FALSE(inflate_whole(good + good, 100'000)) << "two members";
  EXPECT_FALSE(inflate_whole(good + "x", 100'000)) << "bytes behind";
  EXPECT_FALSE(inflate_whole(good.substr(1), 100'000)) << "no gzip";
  EXPECT_FALSE(inflate_whole(lying, 100'000'000)) << "claims more than is plausible";
  EXPECT_FALSE(inflate_whole(damaged, 100'000)) << "damaged";
  EXPECT_FALSE(inflate_whole(gzip(std::string(1'000'000, '\0')), 2'000'000)) << "ratio";
  EXPECT_FALSE(inflate_whole("", 1)) << "empty";
}

}  // namespace
}  // namespace packwarden
