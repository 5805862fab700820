#include "npm/hard_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace packwarden {
namespace {

/// One character for each entry: "." has content and "0" none; each letter is a file with content,
/// each digit from 1 an empty one, and the same again another name of it.
std::vector<PackedFile> tarball(std::string_view entries) {
  std::vector<PackedFile> out;
  for (const char entry : entries) {
    PackedFile file;
    file.path = "f" + std::to_string(out.size());
    const bool is_empty = entry >= '0' && entry <= '9';
    const bool is_linked = entry != '.' && entry != '0';
    const bool is_first = entries.find(entry) == out.size();
    file.size = is_empty || (is_linked && !is_first) ? 0 : 1;
    file.status.links = is_linked ? 2 : 1;
    file.status.inode = is_linked ? static_cast<unsigned char>(entry) : 1000 + out.size();
    out.push_back(std::move(file));
  }
  return out;
}

/// The path of the first part of the error; "" where there is none.
std::string problem(std::string_view entries) {
  const auto checked = check_hard_links(tarball(entries));
  return checked ? "" : checked.error().where + ": " + checked.error().what;
}

TEST(HardLinks, AreRefusedWhereNpmEndsTheArchiveTwice) {
  constexpr std::string_view kLast =
      "f2: npm cannot pack a hard link to f1 where nothing with content is behind it";
  EXPECT_EQ(problem(".aa"), kLast);
  for (const char* entries : {".aaa", ".aa0", ".aa000", "..aa", ".b.aab", ".aa11", "0.aa"}) {
    EXPECT_NE(problem(entries), "") << entries;
  }
  for (const char* entries : {"aa", "0aa", ".aa.", ".a.a", ".11", ".aa0000", ".a", ".ab"}) {
    EXPECT_EQ(problem(entries), "") << entries;
  }
}

TEST(HardLinks, AreRefusedWhereNpmHasNoPlaceForThem) {
  constexpr std::string_view kClose =
      "f1: npm cannot pack a hard link so close behind the other name of the file";
  EXPECT_EQ(problem(".a.a.."), kClose);
  for (const char* entries : {".1.1..", ".a.aa.", ".a0a00", "..a.a...", ".ab.ba.."}) {
    EXPECT_NE(problem(entries), "") << entries;
  }
  for (const char* entries : {"a.a..", "0a.a..", ".a.a.", ".aa....", ".1.1.", ".a...a.."}) {
    EXPECT_EQ(problem(entries), "") << entries;
  }
}

TEST(HardLinks, TakeNoTimeWhereAllFilesHaveManyNames) {
  std::vector<PackedFile> files = tarball(std::string(200'000, 'a'));
  for (std::size_t i = 0; i < files.size(); ++i) files[i].status.inode = i / 2;
  files.back().status.links = 1;
  EXPECT_TRUE(check_hard_links(files));
}

}  // namespace
}  // namespace packwarden
