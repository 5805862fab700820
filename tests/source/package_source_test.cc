#include "source/package_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/links_inside.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PackageSourceTest : public ::testing::Test {
 protected:
  PackageSourceTest() {
    std::string name = (std::filesystem::temp_directory_path() / "packwarden-test-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
    write("package.json", R"({"name":"@s/x","version":"1.0.0"})");
  }
  ~PackageSourceTest() override { std::filesystem::remove_all(root_); }

  void write(const std::string& path, std::string_view text) const {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }

  /// "path: content" of each entry; problems are kept.
  std::vector<std::string> read(PackageSource& source) {
    std::vector<std::string> out;
    const auto result = source.read(
        [&](Entry entry) {
          out.push_back(entry.path + ": " + entry.bytes);
          return true;
        },
        [&](UnreadEntry entry) {
          problems_.push_back(entry.error.where + ": " + entry.error.what);
        });
    EXPECT_TRUE(result);
    return out;
  }

  std::filesystem::path root_;
  std::vector<std::string> problems_;
};

TEST_F(PackageSourceTest, YieldsThePackedFilesInTheOrderOfTheTarball) {
  write("lib/b.js", "bb");
  write("a.js", "a");
  write("node_modules/c.js", "c");
  std::uint64_t written = 0;
  PackageOptions options;
  options.tarball = [&](std::string_view bytes) {
    written += bytes.size();
    return true;
  };
  PackageSource source(root_.string(), options);
  const auto facts = source.open();
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->name, "@s/x");
  EXPECT_EQ(facts->version, "1.0.0");
  EXPECT_EQ(facts->filename, "s-x-1.0.0.tgz");
  EXPECT_EQ(facts->root, root_.string());
  EXPECT_THAT(facts->npm_profiles, ElementsAre(11));
  EXPECT_THAT(read(source), ElementsAre("a.js: a", "lib/b.js: bb",
                                        "package.json: {\"name\":\"@s/x\",\"version\":\"1.0.0\"}"));
  EXPECT_THAT(problems_, IsEmpty());
  EXPECT_EQ(source.tar_bytes(), 6 * 512U + 1024U);
  EXPECT_EQ(written, 6 * 512U + 1024U);
}

TEST_F(PackageSourceTest, WritesTheTarballWhileItReads) {
  std::string tarball;
  PackageOptions options;
  options.tarball = [&](std::string_view bytes) {
    tarball += bytes;
    return true;
  };
  PackageSource source(root_.string(), options);
  ASSERT_TRUE(source.open());
  read(source);
  EXPECT_EQ(tarball.size(), source.tar_bytes());
  EXPECT_EQ(tarball.substr(0, 20), "package/package.json");
}

TEST_F(PackageSourceTest, YieldsWhatNpm12WritesInPlaceOfAManifest) {
  write("package.json", R"({"name":"x","version":"1","patchedDependencies":{}})");
  PackageOptions options;
  options.npm = {12};
  PackageSource source(root_.string(), std::move(options));
  const auto facts = source.open();
  ASSERT_TRUE(facts);
  EXPECT_THAT(facts->npm_profiles, ElementsAre(12));
  EXPECT_THAT(read(source), ElementsAre(R"(package.json: {"name":"x","version":"1"})"));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(PackageSourceTest, YieldsWhatAnyOfSeveralVersionsPacksAndSaysWhichDo) {
  write("package.json", R"({"name":"x","version":"1","patchedDependencies":{}})");
  write("npm-shrinkwrap.json", "{}");
  write("a.js", "a");
  PackageOptions options;
  options.npm = {11, 12};
  PackageSource source(root_.string(), std::move(options));
  const auto facts = source.open();
  ASSERT_TRUE(facts);
  EXPECT_THAT(facts->npm_profiles, ElementsAre(11, 12));
  std::vector<std::string> entries;
  const auto take = [&](const Entry& entry) {
    std::string packed_by;
    for (const int npm : entry.packed_by.list()) packed_by += " " + std::to_string(npm);
    entries.push_back(entry.path + packed_by + ": " + entry.bytes);
    return true;
  };
  ASSERT_TRUE(source.read(take, [](const UnreadEntry&) { FAIL(); }));
  EXPECT_THAT(entries, ElementsAre("a.js 11 12: a", "npm-shrinkwrap.json 11: {}",
                                   "package.json 11: {\"name\":\"x\",\"version\":\"1\","
                                   "\"patchedDependencies\":{}}",
                                   "package.json 12: {\"name\":\"x\",\"version\":\"1\"}"));
}

TEST_F(PackageSourceTest, AVersionThatCannotPackIsAProblemBesideWhatTheOtherPacks) {
  write(".npm-extension.mjs", "");
  PackageOptions options;
  options.npm = {11, 12};
  PackageSource source(root_.string(), std::move(options));
  const auto facts = source.open();
  ASSERT_TRUE(facts);
  EXPECT_THAT(facts->npm_profiles, ElementsAre(11));
  EXPECT_THAT(read(source), SizeIs(2));
  EXPECT_THAT(problems_, ElementsAre(".npm-extension.mjs: npm 12: npm runs this file, and what it "
                                     "packs may depend on it"));
}

TEST_F(PackageSourceTest, HardLinksNameTheEntryWithTheContent) {
  write("a.js", "a");
  ASSERT_EQ(::link((root_ / "a.js").c_str(), (root_ / "b.js").c_str()), 0);
  PackageSource source(root_.string());
  ASSERT_TRUE(source.open());
  std::vector<EntryKind> kinds;
  ASSERT_TRUE(source.read(
      [&](Entry entry) {
        kinds.push_back(entry.kind);
        if (entry.kind == EntryKind::hard_link) {
          EXPECT_EQ(entry.bytes, "a.js");
        }
        return true;
      },
      [](const UnreadEntry&) {}));
  EXPECT_THAT(kinds, ElementsAre(EntryKind::file, EntryKind::hard_link, EntryKind::file));
}

TEST_F(PackageSourceTest, AFileThatChangedIsAProblemAndTheRestGoesOn) {
  write("a.js", "a");
  write("b.js", "b");
  PackageSource source(root_.string());
  ASSERT_TRUE(source.open());
  write("a.js", "longer than before");
  EXPECT_EQ(read(source).size(), 2U);
  EXPECT_THAT(problems_, ElementsAre("a.js: changed while the package was read"));
  EXPECT_FALSE(source.tar_bytes());
}

TEST_F(PackageSourceTest, AFileThatBecameALinkIsNotFollowed) {
  if (links_are_refused_here()) GTEST_SKIP();
  write("a.js", "a");
  PackageSource source(root_.string());
  ASSERT_TRUE(source.open());
  std::filesystem::remove(root_ / "a.js");
  std::filesystem::create_symlink("package.json", root_ / "a.js");
  EXPECT_EQ(read(source).size(), 1U);
  EXPECT_THAT(problems_, ElementsAre("a.js: cannot open: too many levels of symbolic links"));
}

TEST_F(PackageSourceTest, FilesBeyondALimitAreNamedWithTheirSize) {
  write("a.js", "1234567890");
  write("b.js", std::string(40, 'b'));
  PackageOptions options;
  options.limits.entry_bytes = 39;
  PackageSource large_entry(root_.string(), options);
  ASSERT_TRUE(large_entry.open());
  EXPECT_EQ(read(large_entry).size(), 2U);
  EXPECT_THAT(problems_,
              ElementsAre("b.js: is larger than one entry may be (limit entry-bytes = 39)"));
  problems_.clear();
  options.limits = {};
  options.limits.total_bytes = 45;
  PackageSource large_package(root_.string(), options);
  ASSERT_TRUE(large_package.open());
  EXPECT_EQ(read(large_package).size(), 2U);
  EXPECT_THAT(problems_, ElementsAre("b.js: the package is too large (limit total-bytes = 45)"));
}

TEST_F(PackageSourceTest, StopsWhenTheSinkHasEnough) {
  write("a.js", "a");
  PackageSource source(root_.string());
  ASSERT_TRUE(source.open());
  int count = 0;
  ASSERT_TRUE(source.read([&](const Entry&) { return ++count < 1; }, [](const UnreadEntry&) {}));
  EXPECT_EQ(count, 1);
}

TEST_F(PackageSourceTest, SaysWhatToDoWithoutAManifest) {
  std::filesystem::remove(root_ / "package.json");
  const auto facts = PackageSource(root_.string()).open();
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().where, root_.string());
  EXPECT_EQ(facts.error().what,
            "there is no package.json in this directory; to search files that are no package, use "
            "`packwarden scan " +
                root_.string() + "`");
}

TEST_F(PackageSourceTest, NamesLineAndColumnOfABrokenManifest) {
  write("package.json", "{\n  \"name\": \"x\",\n}");
  const auto facts = PackageSource(root_.string()).open();
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().where, root_.string() + "/package.json");
  EXPECT_EQ(facts.error().what,
            "invalid JSON at line 3, column 1: unexpected '}'; expected string literal");
}

TEST_F(PackageSourceTest, NotesOtherPackageManagers) {
  write("package.json", R"({"name":"x","version":"1","packageManager":"pnpm@9.0.0"})");
  const auto facts = PackageSource(root_.string()).open();
  ASSERT_TRUE(facts);
  EXPECT_THAT(facts->notes,
              ElementsAre("this package uses pnpm (packageManager in package.json), which packs "
                          "otherwise than npm: it rewrites package.json. Audit the tarball that "
                          "`pnpm pack` writes"));
}

}  // namespace
}  // namespace packwarden
