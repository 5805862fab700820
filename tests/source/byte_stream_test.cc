#include "source/byte_stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "source/file_reader.h"
#include "source/limits.h"
#include "support/source_reading.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

/// All blocks put together; behind them the error that ended the stream, in brackets.
std::string drain(ByteStream& stream) {
  std::string all;
  while (true) {
    const auto block = stream.next();
    if (!block) return all + "[" + text_of(block.error()) + "]";
    if (block->empty()) return all;
    EXPECT_LE(block->size(), ByteStream::kBlockBytes);
    all += *block;
  }
}

TEST(ByteStream, CutsMemoryIntoBlocks) {
  for (const std::size_t size : {0, 1, 262'144, 262'145, 600'000}) {
    const std::string bytes(size, 'x');
    MemoryStream stream(bytes);
    EXPECT_TRUE(drain(stream) == bytes) << size;
    EXPECT_EQ(stream.next(), std::string_view()) << "stays at the end";
  }
}

TEST(ByteStream, GoesOnBehindTheHead) {
  const TemporaryDirectory directory;
  directory.write("file", std::string(300'000, 'r'));
  const Descriptor file(::open(directory.path("file").c_str(), O_RDONLY | O_CLOEXEC));
  const std::string head(300'000, 'h');
  DescriptorStream stream(head, file.get(), {}, "it");
  EXPECT_TRUE(drain(stream) == head + std::string(300'000, 'r'));
}

TEST(ByteStream, AnEndlessOneEndsAtTheLimit) {
  const SourceLimits limits{.total_bytes = 10};
  const Descriptor endless(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
  DescriptorStream stream("head", endless.get(), limits, "it");
  std::uint64_t bytes = 0;
  auto block = stream.next();
  for (; block && !block->empty(); block = stream.next()) bytes += block->size();
  EXPECT_LE(bytes, max_archive_bytes(limits));
  ASSERT_FALSE(block);
  EXPECT_EQ(text_of(block.error()),
            "limit it: holds more bytes than an archive may (limit total-bytes = 10)");
}

TEST(ByteStream, FailsWithTheSystemsWords) {
  DescriptorStream stream("head", -1, {}, "it");
  EXPECT_EQ(drain(stream), "head[io it: bad file descriptor]");
}

}  // namespace
}  // namespace packwarden
