#include "check/checked_file.h"

#include <gtest/gtest.h>

#include <vector>

namespace packwarden {
namespace {

std::string kinds_of(const std::string& path, std::string_view bytes = "") {
  const CheckedFile file(path, bytes, 0644);
  std::string out;
  if (file.is_code()) out += " code";
  if (file.is_documentation()) out += " documentation";
  if (file.is_test()) out += " test";
  return out;
}

TEST(CheckedFile, NamesTellKinds) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"dist/a.js", " code"},
      {"dist/A.MJS", " code"},
      {"dist/a.d.ts", " documentation"},
      {"dist/a.d.mts", " documentation"},
      {"README", " documentation"},
      {"docs/a.md", " documentation"},
      {"CHANGELOG.html", " documentation"},
      {"docs/a.html", " documentation"},
      {"dist/a.html", ""},
      {"lib/changes.js", " code"},
      {"test/a.js", " code test"},
      {"src/__tests__/a.ts", " code test"},
      {"src/a.test.js", " code test"},
      {"src/a_test.cc", " test"},
      {"src/attest.js", " code"},
      {"latest/a.js", " code"},
      {"test", ""},
      {"a.tgz!test/b.js", " code test"},
      {"package.json", ""},
  };
  for (const auto& [path, kinds] : cases) EXPECT_EQ(kinds_of(path), kinds) << path;
}

TEST(CheckedFile, AFileWithoutAnExtensionIsCodeWhereItSaysHowToRunIt) {
  EXPECT_EQ(kinds_of("bin/tool", "#!/usr/bin/env node\n"), " code");
  EXPECT_EQ(kinds_of("bin/tool",
                     "\x7F"
                     "ELF"),
            "");
}

TEST(CheckedFile, TheNameOfAMemberIsThatInTheArchive) {
  const CheckedFile file("a.zip!b/.ENV", "", 0644);
  EXPECT_EQ(file.name(), ".env");
  EXPECT_EQ(file.folded(), "a.zip/b/.env");
  EXPECT_EQ(file.extension(), "env");
  EXPECT_EQ(file.path(), "a.zip!b/.ENV");
}

}  // namespace
}  // namespace packwarden
