#include "check/name_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

bool matches(std::string_view pattern, std::string path) {
  NameIndex index;
  index.add(pattern, 7);
  return index.find({std::move(path), "", 0}) == std::vector<std::size_t>{7};
}

TEST(NameIndex, PatternsMatchNamesAndDirectories) {
  struct Case {
    std::string_view pattern;
    std::string path;
    bool expected;
  };
  const std::vector<Case> cases = {
      {"core", "core", true},
      {"core", "a/b/CORE", true},
      {"core", "core/a.js", false},
      {"core", "core.js", false},
      {"*.pem", "a/b.PEM", true},
      {"*.pem", ".pem", true},
      {"*.pem", "a.pem.js", false},
      {"*.heap.gz", "a.heap.gz", true},
      {"*.heap.gz", "a.gz", false},
      {"*~", "a/b.js~", true},
      {"id_rsa*", "x/id_rsa_old", true},
      {"id_rsa*", "x/my_id_rsa", false},
      {"a*b", "x/ab", true},
      {"a*b", "x/a", false},
      {".git/", ".git/config", true},
      {".git/", "x/.Git/y/z", true},
      {".git/", ".git", false},
      {".git/", "x.git/y", false},
      {".yarn/cache/", "x/.yarn/cache/y.zip", true},
      {".yarn/cache/", "x.yarn/cache/y.zip", false},
      {".yarn/cache/", "cache/y.zip", false},
      {".aws/credentials", "home/.aws/credentials", true},
      {".aws/credentials", ".aws/credentials", true},
      {".aws/credentials", "x.aws/credentials", false},
      {".aws/sso/*.json", ".aws/sso/a.json", true},
      {".aws/sso/*.json", ".aws/a.json", false},
      {"core", "a.zip!core", true},
      {".git/", "a.zip!.git/x", true},
  };
  for (const Case& row : cases) {
    EXPECT_EQ(matches(row.pattern, row.path), row.expected) << row.pattern << " " << row.path;
  }
}

TEST(NameIndex, EachNumberIsGivenOnceAndInOrder) {
  NameIndex index;
  index.add("*.b", 2);
  index.add("a.b", 2);
  index.add("d/", 1);
  EXPECT_THAT(index.find({"d/d/a.b", "", 0}), testing::ElementsAre(1, 2));
}

}  // namespace
}  // namespace packwarden
