#include "app/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/temporary_directory.h"

namespace packwarden {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const std::string& directory) {
  const std::filesystem::directory_iterator files(directory);
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST(Output, ReplacesAFileAndLeavesNothingElseBehind) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/report.json";
  ASSERT_TRUE(replace_file(path, "one"));
  ASSERT_TRUE(replace_file(path, "two"));
  EXPECT_EQ(content_of(path), "two");
  EXPECT_EQ(files_in(directory.path()), 1U);
}

TEST(Output, AMissingDirectoryIsNamed) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/none/report.json";
  const auto outcome = replace_file(path, "one");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().where, path);
  EXPECT_EQ(outcome.error().what, "cannot be written: no such file or directory");
}

TEST(Output, AFullDeviceIsAnError) {
  const auto outcome = replace_file("/dev/full", "one");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().what, "cannot be written: no space left on device");
}

}  // namespace
}  // namespace packwarden
