#include "source/tar_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

std::string tarball_of(const std::vector<std::pair<TarEntry, std::string>>& entries,
                       TarCompression compression = TarCompression::none) {
  std::string out;
  TarWriter writer(
      [&](std::string_view bytes) {
        out += bytes;
        return true;
      },
      compression);
  for (const auto& [header, content] : entries) EXPECT_TRUE(writer.write(header, content));
  EXPECT_TRUE(writer.finish());
  return out;
}

std::string field(const std::string& tarball, std::size_t offset, std::size_t size) {
  return tarball.substr(offset, size);
}

std::string with_nul(const char* text, std::size_t size) { return {text, size}; }

TEST(TarWriter, WritesHeadersAsNpmDoes) {
  const std::string tarball = tarball_of({{{"package/a.js", "", 0755, 5}, "hello"}});
  ASSERT_EQ(tarball.size(), 4 * 512U);
  EXPECT_EQ(field(tarball, 0, 14), with_nul("package/a.js\0", 14));
  EXPECT_EQ(field(tarball, 100, 8), with_nul("000755 ", 8));
  EXPECT_EQ(field(tarball, 108, 16), std::string(16, '\0'));  // owner and group
  EXPECT_EQ(field(tarball, 124, 12), with_nul("0000000005 ", 12));
  EXPECT_EQ(field(tarball, 136, 12), with_nul("3560116604 ", 12));
  EXPECT_EQ(field(tarball, 156, 2), with_nul("0", 2));
  EXPECT_EQ(field(tarball, 257, 8), with_nul("ustar\00000", 8));
  EXPECT_EQ(field(tarball, 265, 64), std::string(64, '\0'));
  EXPECT_EQ(field(tarball, 329, 16), with_nul("000000 \0"
                                              "000000 ",
                                              16));
  EXPECT_EQ(field(tarball, 512, 5), "hello");
  EXPECT_EQ(tarball.substr(517), std::string(2048 - 517, '\0'));
}

TEST(TarWriter, LinksNameTheEntryWithTheContent) {
  const std::string tarball = tarball_of({{{"package/b", "package/a", 0644, 0}, ""}});
  EXPECT_EQ(field(tarball, 156, 11), with_nul("1package/a\0", 11));
  EXPECT_EQ(tarball.size(), 3 * 512U);
}

TEST(TarWriter, PutsWhatDoesNotFitIntoAPaxHeader) {
  const std::string tarball = tarball_of({{{"package/\u00E9", "", 0644, 1}, "x"}});
  EXPECT_EQ(field(tarball, 0, 13), with_nul("PaxHeader/\u00E9\0", 13));
  EXPECT_EQ(field(tarball, 100, 8), with_nul("000644 ", 8));
  EXPECT_EQ(field(tarball, 156, 1), "x");
  EXPECT_EQ(field(tarball, 512, 54),
            "19 path=package/\u00E9\n19 mtime=499162500\n9 size=1\n" + std::string(7, '\0'));
  EXPECT_EQ(field(tarball, 1024, 10), "package/\u00E9");
}

TEST(TarWriter, GzipHoldsTheSameBytes) {
  const std::vector<std::pair<TarEntry, std::string>> entries = {
      {{"package/a.js", "", 0644, 3}, "abc"}, {{"package/b.js", "", 0644, 0}, ""}};
  const std::string packed = tarball_of(entries, TarCompression::gzip);
  EXPECT_EQ(packed, tarball_of(entries, TarCompression::gzip));
  EXPECT_EQ(packed.substr(0, 2), "\x1F\x8B");
  EXPECT_EQ(packed.substr(4, 4), std::string(4, '\0'));  // no time
  struct archive* reader = ::archive_read_new();
  ::archive_read_support_filter_gzip(reader);
  ::archive_read_support_format_raw(reader);
  ASSERT_EQ(::archive_read_open_memory(reader, packed.data(), packed.size()), ARCHIVE_OK);
  struct archive_entry* entry = nullptr;
  ASSERT_EQ(::archive_read_next_header(reader, &entry), ARCHIVE_OK);
  std::string unpacked(10'000, '\0');
  unpacked.resize(
      static_cast<std::size_t>(::archive_read_data(reader, unpacked.data(), unpacked.size())));
  ::archive_read_free(reader);
  EXPECT_EQ(unpacked, tarball_of(entries));
}

TEST(TarWriter, FailsWhenTheSinkRefuses) {
  TarWriter writer([](std::string_view) { return false; }, TarCompression::none);
  const std::string content(200'000, 'x');
  const auto written = writer.write({"package/a", "", 0644, content.size()}, content);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().what, "the output takes no more bytes");
  TarWriter small([](std::string_view) { return false; }, TarCompression::none);
  EXPECT_TRUE(small.write({"package/a", "", 0644, 0}, ""));
  EXPECT_FALSE(small.finish());
}

}  // namespace
}  // namespace packwarden
