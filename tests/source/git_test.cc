#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "source/commit_range.h"
#include "source/git_batch.h"
#include "source/git_changes.h"
#include "source/large_file.h"

namespace packwarden {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kOne(40, '1');
const std::string kTwo(40, '2');
const std::string kThree(64, '3');
const std::string kNone(40, '0');

TEST(GitChanges, AreReadFromWhatGitSaysOfTheIndex) {
  const std::string text = ":100644 100755 " + kOne + " " + kTwo + " M\0a b\nc.js\0"s +  //
                           ":000000 120000 " + kNone + " " + kTwo + " A\0link\0"s +      //
                           ":000000 160000 " + kNone + " " + kOne + " A\0sub\0"s +       //
                           ":000000 000000 " + kNone + " " + kNone + " U\0torn\0"s;
  const auto changes = parse_git_changes(text);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 4U);
  EXPECT_EQ((*changes)[0].path, "a b\nc.js");
  EXPECT_EQ((*changes)[0].kind, GitChange::Kind::file);
  EXPECT_EQ((*changes)[0].mode, 0755U);
  EXPECT_EQ((*changes)[0].id, kTwo);
  EXPECT_THAT((*changes)[0].before, ElementsAre(kOne));
  EXPECT_EQ((*changes)[0].commit, "");
  EXPECT_EQ((*changes)[1].kind, GitChange::Kind::symbolic_link);
  EXPECT_THAT((*changes)[1].before, IsEmpty());
  EXPECT_EQ((*changes)[2].kind, GitChange::Kind::submodule);
  EXPECT_EQ((*changes)[3].kind, GitChange::Kind::unmerged);
}

TEST(GitChanges, OfCommitsNameThemAndOfMergesAllThatTheyComeFrom) {
  const auto changes = parse_git_changes(kOne + "\0"s + "::100644 100644 100644 " + kOne + " " +
                                         kTwo + " " + kOne + " MM\0a\0"s + kTwo +
                                         "\0:000000 100644 "s + kNone + " " + kTwo + " A\0b\0"s);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 2U);
  EXPECT_EQ((*changes)[0].commit, kOne);
  EXPECT_THAT((*changes)[0].before, ElementsAre(kOne, kTwo));
  EXPECT_EQ((*changes)[1].commit, kTwo);
}

TEST(GitChanges, MayHaveTheLongerIdsOfSha256) {
  const auto changes = parse_git_changes(":100644 100644 " + kThree + " " + kThree + " M\0x\0"s);
  ASSERT_TRUE(changes);
  EXPECT_EQ(changes->front().id, kThree);
}

TEST(GitChanges, OfAnyOtherFormAreAnError) {
  const std::array<std::string, 8> texts = {
      "x\0"s,
      ":100644 100644 " + kOne + " " + kTwo + " M\0"s,
      ":100644 100644 " + kOne + " " + kTwo + " M\0a"s,
      ":100644 100644 " + kOne + " " + kTwo + "\0a\0"s,
      ":100648 100644 " + kOne + " " + kTwo + " M\0a\0"s + ":",
      ":100644 100644 " + kOne + " short M\0a\0"s,
      ":100644 1006440 " + kOne + " " + kTwo + " M\0a\0"s,
      ":100644 100644 " + kOne + " " + kTwo + " M\0\0"s,
  };
  for (const std::string& text : texts) EXPECT_FALSE(parse_git_changes(text)) << text;
  EXPECT_TRUE(parse_git_changes(""));
}

/// All answers in `text`, which comes in pieces of three bytes.
std::vector<std::string> answers_in(std::string text, std::uint64_t most) {
  GitBatch batch([&](std::span<char> buffer) -> Result<std::size_t> {
    if (text.empty()) return fail(ErrorKind::io, "git", "broke off");
    const std::size_t count = text.copy(buffer.data(), 3);
    text.erase(0, count);
    return count;
  });
  std::vector<std::string> out;
  for (;;) {
    const auto answer = batch.next(most);
    if (!answer) return out;
    if (!*answer) {
      out.emplace_back("none");
    } else {
      out.push_back((*answer)->type + ":" + (*answer)->bytes.value_or("too large"));
      if (!(*answer)->bytes) return out;
    }
  }
}

TEST(GitBatch, GivesObjectsWithAllOfTheirBytes) {
  EXPECT_THAT(answers_in(kOne + " blob 5\na\nb c\n" + "HEAD:x missing\n" + kTwo + " commit 0\n\n" +
                             kOne + " blob 9\ntoo long.\n",
                         8),
              ElementsAre("blob:a\nb c", "none", "commit:", "blob:too large"));
}

TEST(GitBatch, OfAnotherFormIsAnError) {
  for (const std::string& text :
       {kOne + " blob 5\nhelloX", kOne + " blob x\nhello\n", "x blob 5\nhello\n"s,
        kOne + " blob 99999999999999999999\n", std::string(10'000, 'a')}) {
    EXPECT_THAT(answers_in(text, 100), IsEmpty()) << text.substr(0, 60);
  }
}

TEST(LargeFiles, AreKnownByTheirPointer) {
  const auto pointer = parse_large_file_pointer(
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + kThree + "\nsize 12\n");
  ASSERT_TRUE(pointer);
  EXPECT_EQ(pointer->size, 12U);
  EXPECT_EQ(path_of(*pointer), "lfs/objects/33/33/" + kThree);
  EXPECT_FALSE(parse_large_file_pointer("version https://git-lfs.github.com/spec/v1\n"));
  EXPECT_FALSE(parse_large_file_pointer("text\noid sha256:" + kThree + "\nsize 12\n"));
  EXPECT_FALSE(parse_large_file_pointer(
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + kThree + "\nsize x\n"));
}

TEST(CommitRange, IsReadAsGitReadsIt) {
  struct Case {
    std::string text;
    std::string base;
    std::string tip;
  };
  const std::array<Case, 6> cases = {{{"a..b", "a", "b"},
                                      {"a...b", "a", "b"},
                                      {"a..", "a", "HEAD"},
                                      {"a", "a", "HEAD"},
                                      {"HEAD^..HEAD", "HEAD^", "HEAD"},
                                      {"v1.0.0..v1.1.0", "v1.0.0", "v1.1.0"}}};
  for (const Case& one : cases) {
    const auto range = parse_commit_range(one.text);
    ASSERT_TRUE(range) << one.text;
    EXPECT_THAT(range->bases, ElementsAre(one.base)) << one.text;
    EXPECT_THAT(range->tips, ElementsAre(one.tip)) << one.text;
  }
  for (const char* text :
       {"", "..b", "..", "-x..b", "a..--all", "^a", "a b", "a..b..c", "a....b", ":/x"}) {
    EXPECT_FALSE(parse_commit_range(text)) << text;
  }
}

TEST(CommitRange, OfAPushIsWhatGitTellsAHook) {
  const auto range = pushed_range("refs/heads/a " + kOne + " refs/heads/a " + kNone +
                                      "\n(delete) " + kNone + " refs/heads/b " + kTwo + "\n",
                                  "origin");
  ASSERT_TRUE(range);
  EXPECT_THAT(range->tips, ElementsAre(kOne));
  EXPECT_EQ(range->remote, "origin");
  EXPECT_THAT(pushed_range("", "origin")->tips, IsEmpty());
  EXPECT_FALSE(pushed_range("hello\n", "origin"));
  EXPECT_FALSE(pushed_range("a b c d\n", "origin"));
}

}  // namespace
}  // namespace packwarden
