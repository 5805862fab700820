#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "check/canonical_form.h"
#include "check/checked.h"
#include "source/package_source.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PackedPath packed(std::string path, std::uint32_t mode = 0644) {
  PackedPath out;
  out.path = std::move(path);
  out.mode = mode;
  return out;
}

PackedPath link_to(std::string path, std::string target, EntryKind kind) {
  PackedPath out = packed(std::move(path));
  out.kind = kind;
  out.target = std::move(target);
  return out;
}

TEST(UnsafeNames, AreToldByTheirSegments) {
  const std::string high = "high ";
  const std::string medium = "medium ";
  for (const auto& [path, severity] : std::vector<std::pair<std::string, std::string>>{
           {"a\nb.js", high},
           {"a\x1B[31m.js", high},
           {"a\x7F", high},
           {"lib\\a.js", medium},
           {"a:b.js", medium},
           {"a\".js", medium},
           {"a?.js", medium},
           {"a*.js", medium},
           {" a.js", medium},
           {"a.js ", medium},
           {"a/b./c", medium},
           {"con", medium},
           {"lib/AUX.js", medium},
           {"com1.tar.gz", medium},
           {"a\u202Eb.js", medium},
           {"a\u200Bb.js", medium},
           {"con1", ""},
           {"com0.js", ""},
           {"console.js", ""},
           {"auxiliary", ""},
           {".hidden/..x", ""},
           {"a b.js", ""},
           {"./dist/a.js", ""},
           {"äöü.js", ""},
           {"\U0001F468\u200D\U0001F469.svg", ""},
           {"[id]/(group)/@a/+b,c.js", ""},
       }) {
    const auto hits = hits_of_entries("fs-unsafe-name", {packed(path)});
    if (severity.empty()) {
      EXPECT_THAT(hits, IsEmpty()) << path;
    } else {
      EXPECT_THAT(hits, ElementsAre(severity + path)) << path;
    }
  }
}

TEST(UnsafeNames, OfADirectoryCountOnce) {
  EXPECT_THAT(hits_of_entries("fs-unsafe-name", {packed("a:b/x"), packed("a:b/y"), packed("c ")}),
              ElementsAre("medium c ", "medium a:b/x"));
}

TEST(UnsafeNames, WithAStarAreDroppedByNpm) {
  const std::vector<DroppedEntry> dropped = {{"a*b", FileType::directory}, {"l", FileType::link}};
  EXPECT_THAT(hits_of_entries("fs-unsafe-name", {}, "", dropped), ElementsAre("medium a*b"));
}

TEST(NamesThatBreakNpm, AreNotUtf8) {
  for (const std::string name : {"a\xFF.js", "a\xC0\xAF", "\xED\xA0\x80/a"}) {
    EXPECT_THAT(hits_of_entries("fs-name-breaks-npm", {packed(name)}), ElementsAre("high " + name));
  }
  EXPECT_THAT(hits_of_entries("fs-name-breaks-npm", {packed("\u00E4\uFFFD.js")}), IsEmpty());
}

TEST(CanonicalForm, IsOneForNamesThatFileSystemsTakeForOne) {
  EXPECT_EQ(canonical_form("A.js"), canonical_form("a.js"));
  EXPECT_EQ(canonical_form("\u00C4.js"), canonical_form("a\u0308.js"));
  EXPECT_EQ(canonical_form("\u212B"), canonical_form("\u00E5"));
  EXPECT_EQ(canonical_form("\u1E69"), canonical_form("s\u0323\u0307"));
  EXPECT_EQ(canonical_form("\uAC01"), canonical_form("\u1100\u1161\u11A8"));
  EXPECT_EQ(canonical_form("\uAC00"), canonical_form("\u1100\u1161"));
  EXPECT_NE(canonical_form("a"), canonical_form("\u00E4"));
  EXPECT_NE(canonical_form("\uAC00"), canonical_form("\uAC01"));
}

TEST(NameCollisions, AreOfFilesAndOfDirectories) {
  const auto hits = [](std::vector<std::string> paths) {
    std::vector<PackedPath> entries;
    for (std::string& path : paths) entries.push_back(packed(std::move(path)));
    return hits_of_entries("fs-name-collision", entries);
  };
  EXPECT_THAT(hits({"A.js", "a.js"}), ElementsAre("medium a.js"));
  EXPECT_THAT(hits({"Lib/a.js", "lib/b.js", "lib/c.js"}), ElementsAre("medium lib/b.js"));
  EXPECT_THAT(hits({"a/\u00E9.js", "a/e\u0301.js"}), ElementsAre("medium a/\u00E9.js"));
  EXPECT_THAT(hits({"x", "X/a"}), ElementsAre("medium x"));
  EXPECT_THAT(hits({"a/b.js", "b/a.js", "a/b/c.js", "ab", "a/B2"}), IsEmpty());
}

TEST(NameCollisions, NameBoth) {
  std::vector<PackedPath> entries = {packed("A"), packed("B"), packed("a"), packed("b")};
  std::vector<Finding> found;
  check_package({entries, {}, nullptr, {}}, found);
  std::erase_if(found, [](const Finding& f) { return f.rule_id != "fs-name-collision"; });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].fix, "Rename one of `A` and `a`.");
  EXPECT_THAT(found[0].message, HasSubstr("So are 1 further pair."));
  EXPECT_EQ(found[0].also.size(), 1U);
}

TEST(LongPaths, HaveMoreThanTwoHundredBytesOrTwentySegments) {
  std::string deep = "a";
  for (int i = 1; i < 20; ++i) deep += "/a";
  EXPECT_THAT(hits_of_entries("fs-path-length", {packed(std::string(200, 'a')), packed(deep)}),
              IsEmpty());
  EXPECT_THAT(hits_of_entries("fs-path-length", {packed(deep + "/a")}),
              ElementsAre("medium " + deep + "/a"));
  EXPECT_THAT(hits_of_entries("fs-path-length", {packed(std::string(201, 'a'))}),
              ElementsAre("medium " + std::string(201, 'a')));
}

TEST(Modes, ThatSayMoreThanTheyShould) {
  const auto hits = [](std::string path, std::uint32_t mode, const std::string& members = "") {
    return hits_of_entries("fs-mode-bits", {packed(std::move(path), mode)}, members);
  };
  EXPECT_THAT(hits("a.js", 04644), ElementsAre("medium a.js"));
  EXPECT_THAT(hits("a.js", 02644), ElementsAre("medium a.js"));
  EXPECT_THAT(hits("a.js", 0646), ElementsAre("note a.js"));
  EXPECT_THAT(hits("a.js", 0755), ElementsAre("note a.js"));
  EXPECT_THAT(hits("a.js", 0755, R"(, "bin": "./a.js")"), IsEmpty());
  EXPECT_THAT(hits("a.js", 0755, R"(, "bin": {"x": "b.js"})"), ElementsAre("note a.js"));
  EXPECT_THAT(hits("vendor/tool", 0755), IsEmpty());
  EXPECT_THAT(hits("scripts/a.sh", 0755), IsEmpty());
  EXPECT_THAT(hits("a.js", 0664), IsEmpty());
}

TEST(Programs, AreWhereTheManifestSays) {
  for (const std::string target :
       {"../../b.js", "C:x", ".\\\\lib\\\\x", "node_modules/d/cli.js", "a/../../b.js"}) {
    EXPECT_THAT(hits_of_manifest("fs-bin-outside", R"("bin": {"x": ")" + target + "\"}"),
                testing::SizeIs(1))
        << target;
  }
  for (const std::string target : {"./b.js", "b.js", "bin/../b.js", "/b.js", "Bin/B.js", ""}) {
    EXPECT_THAT(hits_of_manifest("fs-bin-outside", R"("bin": ")" + target + "\""), IsEmpty())
        << target;
  }
}

TEST(Links, OfATarball) {
  EXPECT_THAT(hits_of_entries("fs-hard-link", {link_to("b", "a", EntryKind::hard_link)}),
              ElementsAre("high b"));
  const auto symbolic = [](const std::string& id, const std::string& target,
                           const std::string& members = "") {
    return hits_of_entries(id, {link_to("lib/a", target, EntryKind::symbolic_link)}, members);
  };
  EXPECT_THAT(symbolic("fs-symlink", "../b"), ElementsAre("medium lib/a"));
  EXPECT_THAT(symbolic("fs-symlink-escape", "../b"), IsEmpty());
  EXPECT_THAT(symbolic("fs-symlink-escape", "../../b"), ElementsAre("medium lib/a"));
  EXPECT_THAT(symbolic("fs-symlink", "../../b"), IsEmpty());
  EXPECT_THAT(symbolic("fs-symlink-escape", "/proc/self/environ"), ElementsAre("medium lib/a"));
  EXPECT_THAT(symbolic("fs-symlink", "b", R"(, "main": "./lib/a/index.js")"),
              ElementsAre("high lib/a"));
  EXPECT_THAT(symbolic("fs-symlink", "b", R"(, "files": ["lib/a"])"), ElementsAre("high lib/a"));
  EXPECT_THAT(symbolic("fs-symlink", "b", R"(, "files": ["lib", "lib/ab"])"),
              ElementsAre("medium lib/a"));
}

/// A package on disk.
class OnDisk : public testing::Test {
 protected:
  OnDisk() { manifest(""); }

  void manifest(const std::string& members) const {
    root_.write("package.json", R"({"name": "demo", "version": "1.0.0")" + members + "}");
  }

  [[nodiscard]] std::vector<std::string> hits(std::string_view id) const {
    PackageSource source(root_.path());
    return hits_in(id, audit(source, database(), Policy(), {}));
  }

  TemporaryDirectory root_;
};

TEST_F(OnDisk, LinksThatTheRulesLetInAreNamed) {
  root_.write("lib/a.js", "1");
  root_.write(".npmignore", "ignored\n");
  root_.link("file.js", "lib/a.js");
  root_.link("directory", "lib");
  root_.link("dangling", "nowhere");
  root_.link("ignored", "lib");
  root_.write("node_modules/a/b", "1");
  root_.link("node_modules/c", "a");
  EXPECT_THAT(hits("fs-symlink"),
              ElementsAre("medium dangling", "medium directory", "medium file.js"));
  EXPECT_THAT(hits("fs-symlink-escape"), IsEmpty());
}

TEST_F(OnDisk, LinksThatTheManifestGoesThroughAreHigh) {
  manifest(R"(, "files": ["dist", "lib", "deep/er"], "main": "lib/b/index.js")");
  root_.write("lib/a.js", "1");
  root_.link("dist", "lib");
  root_.link("lib/b", "../src");
  root_.link("lib/c", "a.js");
  root_.link("other", "lib");
  root_.link("deep", "lib");
  EXPECT_THAT(hits("fs-symlink"),
              ElementsAre("high deep", "high dist", "high lib/b", "medium lib/c"));
}

TEST_F(OnDisk, LinksThatLeadOutAreNamedWithoutBeingFollowed) {
  root_.link("absolute", "/etc/hostname");
  root_.link("up", "../x");
  root_.link("chain", "link/x");
  root_.write(".npmignore", "link\n");
  root_.link("link", "..");
  root_.link("circle", "circle");
  root_.link("environment", "/proc/self/environ");
  EXPECT_THAT(hits("fs-symlink-escape"),
              ElementsAre("medium absolute", "medium chain", "medium environment", "medium up"));
  EXPECT_THAT(hits("fs-symlink"), ElementsAre("medium circle"));
}

TEST_F(OnDisk, PipesAreNamedAndNeverOpened) {
  ASSERT_EQ(::mkfifo(root_.path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(hits("fs-special-file"), ElementsAre("medium pipe"));
  root_.write(".npmignore", "pipe\n");
  EXPECT_THAT(hits("fs-special-file"), IsEmpty());
}

TEST_F(OnDisk, HardLinksAreNamedWhereBothNamesArePacked) {
  root_.write("a.js", "1");
  std::filesystem::create_hard_link(root_.path("a.js"), root_.path("b.js"));
  root_.write("z.js", "something behind it");
  EXPECT_THAT(hits("fs-hard-link"), ElementsAre("high b.js"));
  root_.write(".npmignore", "a.js\n");
  EXPECT_THAT(hits("fs-hard-link"), IsEmpty());
}

TEST_F(OnDisk, NamesWithAStarAreMissing) {
  root_.write("a*b/c.js", "1");
  root_.write("d*.js", "1");
  root_.write("ignored/e*", "1");
  root_.write(".npmignore", "ignored\n");
  EXPECT_THAT(hits("fs-unsafe-name"), ElementsAre("medium a*b"));
}

}  // namespace
}  // namespace packwarden
