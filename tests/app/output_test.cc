#include "app/output.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/descriptor.h"
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

TEST(Output, AnOpenFileIsWrittenToAndNotReplaced) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/log";
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  ASSERT_TRUE(write_all(file.get(), "before\n", path));
  ASSERT_TRUE(replace_file("/dev/fd/" + std::to_string(file.get()), "one"));
  ASSERT_TRUE(write_all(file.get(), "\nbehind", path));
  EXPECT_EQ(content_of(path), "before\none\nbehind");
}

TEST(Output, AFullDeviceIsAnError) {
  const auto outcome = replace_file("/dev/full", "one");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().what, "cannot be written: no space left on device");
}

TEST(Output, WhatTakesThePlaceOfAFileKeepsItsModeAndOwner) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/package.json";
  ASSERT_TRUE(replace_file(path, "one"));
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  const bool is_given = geteuid() == 0;  // nobody else may give files away
  if (is_given) {
    ASSERT_EQ(chown(path.c_str(), 4711, 4712), 0);
  }
  auto file = PendingFile::create_like(path);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write("two"));
  ASSERT_TRUE(file->commit(path));
  struct stat facts = {};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(content_of(path), "two");
  EXPECT_EQ(facts.st_mode & 07777U, 0640U);
  EXPECT_EQ(facts.st_uid, is_given ? 4711U : geteuid());
  EXPECT_EQ(facts.st_gid, is_given ? 4712U : getegid());
}

TEST(Output, AFileCanBeMadeExecutable) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/hook";
  const mode_t mask = umask(027);
  auto file = PendingFile::create(path);
  ASSERT_TRUE(file && file->make_executable() && file->commit(path));
  umask(mask);
  struct stat facts = {};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777U, 0750U);
}

TEST(Output, AFileThatIsReadOnlyIsNotReplaced) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/package.json";
  ASSERT_TRUE(replace_file(path, "one"));
  ASSERT_EQ(chmod(path.c_str(), 0444), 0);
  const auto file = PendingFile::create_like(path);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().what, "is read-only, and is not replaced: make it writable first");
  EXPECT_EQ(files_in(directory.path()), 1U);
}

TEST(Output, AFileWithSeveralNamesIsNotReplaced) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/package.json";
  ASSERT_TRUE(replace_file(path, "one"));
  ASSERT_EQ(link(path.c_str(), (directory.path() + "/other").c_str()), 0);
  const auto file = PendingFile::create_like(path);
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().what, testing::HasSubstr("has several names (hard links)"));
  EXPECT_EQ(files_in(directory.path()), 2U);
}

}  // namespace
}  // namespace packwarden
