#include "source/file_reader.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <thread>

#include "support/source_reading.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kLimit = std::uint64_t{1} << 20U;

/// What a FileReader says of `path`: the bytes, or the problem and how many bytes it has.
std::string read_text(const std::string& path, Links links = Links::follow,
                      std::uint64_t limit = kLimit) {
  const FileBytes bytes = FileReader(limit).read(AT_FDCWD, path, links, "it");
  if (bytes) return *bytes;
  return text_of(bytes.error().error) + " [" + std::to_string(bytes.error().bytes) + "]";
}

TEST(FileReader, ReadsFilesOfEverySizeAroundItsBuffer) {
  const TemporaryDirectory directory;
  FileReader reader(kLimit);
  for (const std::size_t size : {0, 1, 872, 65'535, 65'536, 65'537, 131'072, 500'000}) {
    std::string content(size, 'x');
    if (size > 0) content.back() = 'y';
    directory.write("file", content);
    const FileBytes bytes = reader.read(AT_FDCWD, directory.path("file"), Links::refuse, "it");
    ASSERT_TRUE(bytes) << size;
    EXPECT_TRUE(*bytes == content) << size;
  }
}

TEST(FileReader, HoldsToItsLimit) {
  const TemporaryDirectory directory;
  directory.write("small", "12345");
  EXPECT_EQ(read_text(directory.path("small"), Links::follow, 5), "12345");
  EXPECT_EQ(read_text(directory.path("small"), Links::follow, 4),
            "limit it: is larger than one entry may be (limit entry-bytes = 4) [5]");
  directory.write("large", std::string(200'000, 'x'));
  EXPECT_EQ(read_text(directory.path("large"), Links::follow, 200'000).size(), 200'000U);
  EXPECT_EQ(read_text(directory.path("large"), Links::follow, 199'999),
            "limit it: is larger than one entry may be (limit entry-bytes = 199999) [200000]");
}

TEST(FileReader, NamesASparseFileWithoutReadingIt) {
  const TemporaryDirectory directory;
  directory.write("sparse", "");
  std::filesystem::resize_file(directory.path("sparse"), std::uint64_t{8} << 30U);
  EXPECT_EQ(read_text(directory.path("sparse")),
            "limit it: is larger than one entry may be (limit entry-bytes = 1048576) [8589934592]");
}

TEST(FileReader, ReadsFilesThatDoNotTellTheirSize) {
  // Files of procfs are regular, of size 0, and come in short pieces.
  EXPECT_NE(read_text("/proc/self/status").find("Name:"), std::string::npos);
}

TEST(FileReader, FollowsLinksOnlyWhenAsked) {
  const TemporaryDirectory directory;
  directory.write("file", "content");
  directory.link("link", "file");
  EXPECT_EQ(read_text(directory.path("link"), Links::follow), "content");
  EXPECT_EQ(read_text(directory.path("link"), Links::refuse),
            "io it: too many levels of symbolic links [0]");
}

TEST(FileReader, NamesWhatIsNoRegularFileAndNeverWaits) {
  const TemporaryDirectory directory;
  ASSERT_EQ(::mkfifo(directory.path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(read_text(directory.path("fifo")), "unsupported it: is a FIFO, not a regular file [0]");

  const Descriptor both(::open(directory.path("fifo").c_str(), O_RDWR | O_CLOEXEC));
  EXPECT_EQ(read_text(directory.path("fifo")), "unsupported it: is a FIFO, not a regular file [0]");
  ASSERT_EQ(::write(both.get(), "x", 1), 1);
  EXPECT_EQ(read_text(directory.path("fifo")), "unsupported it: is a FIFO, not a regular file [0]");

  EXPECT_EQ(read_text(directory.path()), "unsupported it: is a directory, not a regular file [0]");
  EXPECT_EQ(read_text("/dev/null"), "unsupported it: is a device, not a regular file [0]");
  EXPECT_EQ(read_text("/dev/zero"), "unsupported it: is a device, not a regular file [0]");
}

TEST(FileReader, UsesTheWordsOfTheSystem) {
  const TemporaryDirectory directory;
  EXPECT_EQ(read_text(directory.path("absent")), "io it: no such file or directory [0]");
  EXPECT_EQ(read_text(directory.path(std::string(300, 'x'))), "io it: file name too long [0]");
  EXPECT_EQ(text_of(system_error("it", EIO)), "io it: input/output error");
}

TEST(FileReader, NamesALargeFileThatChangesWhileItIsRead) {
  const TemporaryDirectory directory;
  directory.write("file", std::string(900'000, 'x'));
  const std::string path = directory.path("file");
  std::jthread writer([&path](const std::stop_token& stop) {
    for (off_t size = 900'000; !stop.stop_requested(); size ^= 1) {
      static_cast<void>(!::truncate(path.c_str(), size));
    }
  });
  // Whether the two meet is chance; that they never do in so many tries is not.
  std::string text;
  for (int i = 0; i < 100'000 && !text.ends_with("]"); ++i) text = read_text(path);
  EXPECT_THAT(text, ::testing::StartsWith("io it: changed while it was read [90000"));
}

TEST(FileReader, OpensRegularFilesOnly) {
  const TemporaryDirectory directory;
  directory.write("file", "x");
  EXPECT_TRUE(open_regular_file(AT_FDCWD, directory.path("file"), Links::refuse, "it"));
  const auto result = open_regular_file(AT_FDCWD, directory.path(), Links::refuse, "it");
  ASSERT_FALSE(result);
  EXPECT_EQ(text_of(result.error()), "unsupported it: is a directory, not a regular file");
}

TEST(FileReader, NamesEveryTypeOfFile) {
  EXPECT_EQ(file_type_error("it", S_IFSOCK).what, "is a socket, not a regular file");
  EXPECT_EQ(file_type_error("it", S_IFBLK).what, "is a device, not a regular file");
  EXPECT_EQ(file_type_error("it", S_IFLNK).what, "is a symbolic link, not a regular file");
}

}  // namespace
}  // namespace packwarden
