#include "npm/tar_path.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(TarPath, StripsWindowsRootsInFront) {
  const std::pair<const char*, const char*> kRows[] = {
      {"a.js", "package/a.js"},
      {"./@s/a.js", "package/@s/a.js"},
      {"c:foo.js", "package/foo.js"},
      {"C:d:e.js", "package/e.js"},
      {"q:/in.js", "package/in.js"},
      {"\\foo.js", "package/foo.js"},
      {"z:", "package/"},
      {"sub/c:foo.js", "package/sub/c:foo.js"},
      {"1:a", "package/1:a"},
      {"ab:c", "package/ab:c"},
      {"\\\\srv\\share\\a", "package/a"},
      {"\\\\srv", "package/srv"},
      {"c:./x", "package/x"},
      {"c:.", "package/"},
  };
  for (const auto& [path, expected] : kRows) EXPECT_EQ(tar_path(path), expected) << path;
}

TEST(TarPath, DoesNotStripTheOtherNameOfAHardLink) {
  EXPECT_EQ(tar_link_path("c:foo.js"), "package/c:foo.js");
}

TEST(TarPath, SplitsLongPathsAtSlashes) {
  const std::string name(90, 'n');
  const std::string directory = "package/" + std::string(60, 'd');
  const TarName split = tar_name(directory + "/" + name);
  EXPECT_EQ(split.name, name);
  EXPECT_EQ(split.prefix, directory);
  EXPECT_FALSE(split.needs_pax);
  EXPECT_TRUE(tar_name("package/" + std::string(101, 'n')).needs_pax);
  EXPECT_EQ(tar_name("package/" + std::string(101, 'n')).name, std::string(99, 'n'));
}

TEST(TarPath, TakesAsLittleAsPossibleIntoTheName) {
  std::string path = "package";
  for (int i = 0; i < 20; ++i) path += "/" + std::string(9, 'd');
  const TarName split = tar_name(path);  // 207 bytes: the prefix takes up to 155
  EXPECT_EQ(split.prefix.size(), 147U);
  EXPECT_EQ(split.prefix + "/" + split.name, path);
  EXPECT_FALSE(split.needs_pax);
}

TEST(TarPath, KeepsWhatIsNotAsciiInAPaxHeader) {
  EXPECT_TRUE(tar_name("package/\u00E9").needs_pax);
  EXPECT_EQ(tar_name("package/\u00E9").name, "package/\u00E9");
  std::string path = "package/";
  for (int i = 0; i < 60; ++i) path += "\u00E9";
  const TarName cut = tar_name(path);  // 60 characters in 120 bytes
  EXPECT_TRUE(cut.needs_pax);
  EXPECT_EQ(cut.name.size(), 100U);
  EXPECT_EQ(cut.prefix, "package");
}

TEST(TarPath, IsListedAsNpmReadsIt) {
  EXPECT_EQ(listed_path("package/a.js"), "a.js");
  EXPECT_EQ(listed_path("package/"), "");
  EXPECT_EQ(listed_path("package/a\nb"), "a\nb");
  EXPECT_EQ(listed_path("package/\u00E9"), "\u00E9");
}

}  // namespace
}  // namespace packwarden
