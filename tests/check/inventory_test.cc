#include "check/inventory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "check/file_check.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The inventory of a package of these files, by path.
Inventory inventory_of_files(const std::map<std::string, std::string>& files) {
  std::vector<PackedPath> packed;
  std::vector<Finding> found;
  for (const auto& [path, bytes] : files) {
    packed.push_back({path, bytes.size(), 0644, EntryKind::file});
    check_file({path, bytes, 0644}, {path, {}, {}}, found);
  }
  const auto read = [&](const std::string& path, std::uint64_t /*limit*/) {
    const auto at = files.find(path);
    return at == files.end() ? std::nullopt : std::optional(at->second);
  };
  const PackageView package(packed, found, nullptr, read);
  return inventory_of(package, [](std::string_view text) { return std::string(text); });
}

/// What the manifest says of the package itself.
InventoriedPackage described(const std::string& members) {
  return inventory_of_files({{"package.json", "{" + members + "}"}}).packages.front();
}

/// "directory: directories that it needs; fields and names of others" of each package.
std::vector<std::string> graph(const std::map<std::string, std::string>& files) {
  const Inventory inventory = inventory_of_files(files);
  std::vector<std::string> out;
  for (const InventoriedPackage& package : inventory.packages) {
    out.push_back(package.directory + ":");
    for (const std::size_t needed : package.needs) {
      out.back() += " " + inventory.packages[needed].directory;
    }
    out.back() += ";";
    for (const OutsideDependency& outside : package.outside) {
      out.back() += " " + outside.field.substr(0, 4) + " " + outside.name + "@" + outside.range;
    }
  }
  return out;
}

TEST(Inventory, FindsBundledPackagesAsNodeDoes) {
  EXPECT_THAT(graph({{"package.json", R"({"dependencies": {"a": "1", "x": "2", "c": "1"}})"},
                     {"node_modules/a/package.json", R"({"dependencies": {"b": "1", "c": "1"}})"},
                     {"node_modules/a/node_modules/c/package.json",
                      R"({"peerDependencies": {"a": "1"}, "optionalDependencies": {"y": "3"}})"},
                     {"node_modules/b/package.json", "{}"},
                     {"node_modules/c/package.json", R"({"dependencies": {"c": "1"}})"},
                     {"test/a/package.json", "{}"},
                     {"node_modules/d/lib/package.json", "{}"},
                     {"node_modules/e/package.json", "[]"}}),
              ElementsAre(": node_modules/a node_modules/c; depe x@2",
                          "node_modules/a: node_modules/a/node_modules/c node_modules/b;",
                          "node_modules/a/node_modules/c: node_modules/a; opti y@3",
                          "node_modules/b:;", "node_modules/c: node_modules/c;"));
}

TEST(Inventory, NamesADependencyOnceAndWithoutAUser) {
  EXPECT_THAT(graph({{"package.json",
                      R"({"dependencies": {"x": "https://u:p@example.org/x.tgz", "y": 1},
                          "optionalDependencies": {"x": "2"}, "peerDependencies": []})"}}),
              ElementsAre(":; depe x@https://example.org/x.tgz depe y@"));
  EXPECT_THAT(graph({{"package.json",
                      R"({"dependencies": {"a": "u:p@example.org:o/r", "b": "git+https:u:p@a.io/r",
                          "c": "github:u:p@o/r", "d": "https://u:p#q@a.io/r#@b/x",
                          "e": "npm:@acme/e@1.0.0", "f": "workspace:*"}})"}}),
              ElementsAre(":; depe a@example.org:o/r depe b@git+https:a.io/r depe c@github:o/r "
                          "depe d@ depe e@npm:@acme/e@1.0.0 depe f@workspace:*"));
}

TEST(Inventory, LooksAtAThousandDependencies) {
  std::string many;
  for (int i = 0; i < 1'001; ++i)
    many += (i == 0 ? "" : ",") + ("\"d" + std::to_string(i) + "\":\"1\"");
  const InventoriedPackage package = described(R"("dependencies": {)" + many + "}");
  EXPECT_EQ(package.outside.size(), 1'000U);
  EXPECT_TRUE(package.has_unlisted);
  EXPECT_FALSE(described("").has_unlisted);
}

TEST(Inventory, SaysWhereThereMayBeMorePackages) {
  std::map<std::string, std::string> files = {{"package.json", "{}"}};
  for (int i = 0; i < 4'999; ++i)
    files["node_modules/" + std::to_string(i) + "/package.json"] = "{}";
  EXPECT_FALSE(inventory_of_files(files).may_lack_packages);
  files["node_modules/a/package.json"] = "{}";
  EXPECT_TRUE(inventory_of_files(files).may_lack_packages);
}

TEST(Inventory, TakesAuthorsApartAsNpmDoes) {
  struct Row {
    const char* written;
    const char* name;
    const char* email;
  };
  for (const Row& row : {
           Row{"\"Ann <a@b.c> (https://b.c)\"", "Ann", "a@b.c"},
           Row{"\"Ann (https://b.c)\"", "Ann", ""},
           Row{"\"<a@b.c>\"", "", "a@b.c"},
           Row{"\"Ann <a@b.c\"", "Ann", ""},
           Row{"\"Ann > x < a\"", "Ann > x", ""},
           Row{R"({"name": "Ann", "email": "a@b.c"})", "Ann", "a@b.c"},
           Row{R"({"name": 1})", "", ""},
           Row{R"({"name": "Ann", "email": "https://u:p@b.c"})", "Ann", ""},
           Row{"\"Ann <not-an-email> (x)\"", "Ann", ""},
           Row{"\"Ann < a.b+c@\xC3\xA4.c >\"", "Ann", "a.b+c@\xC3\xA4.c"},
           Row{"\"Ann <@>\"", "Ann", ""},
           Row{"\"Ann <a@>\"", "Ann", ""},
           Row{"\"Ann <>\"", "Ann", ""},
           Row{"\"Ann <a b@c>\"", "Ann", ""},
           Row{"\"Ann <a@b@c>\"", "Ann", ""},
           Row{"[]", "", ""},
           Row{"\"\"", "", ""},
       }) {
    const InventoriedPackage package = described(R"("author": )" + std::string(row.written));
    EXPECT_EQ(package.author, row.name) << row.written;
    EXPECT_EQ(package.author_email, row.email) << row.written;
  }
}

TEST(Inventory, HasTheVersionThatNpmPublishes) {
  struct Row {
    const char* written;
    const char* version;
  };
  for (const Row& row : {
           Row{" v1.0.0 ", "1.0.0"},
           Row{"=1.02.0-a.1+b1", "1.2.0-a.1+b1"},
           Row{"1.0.0+b1", "1.0.0+b1"},
           Row{" next ", "next"},
           Row{"", ""},
       }) {
    EXPECT_EQ(described(R"("version": ")" + std::string(row.written) + "\"").version, row.version);
  }
}

TEST(Inventory, CutsLongTextsBetweenCharacters) {
  std::string text(4'095, 'x');
  EXPECT_EQ(described(R"("description": ")" + text + "x\"").description, text + "x");
  EXPECT_EQ(described(R"("description": ")" + text + "é\"").description, text + "…");
}

TEST(Inventory, ListsCodeOfOthersByItsBanner) {
  const Inventory inventory = inventory_of_files(
      {{"package.json", R"({"name": "demo"})"},
       {"a.js", "/*! jQuery v3.4.1 */\n/*! demo v1.0.0 */\n/*! jQuery v3.4.1 */\n"},
       {"b.js", "\n/*! jQuery v3.4.1 */\n/*! angular (c) x */\n"},
       {"node_modules/c/c.js", "/*! C v1.0.0 */\n"}});
  ASSERT_EQ(inventory.vendored.size(), 1U);
  EXPECT_EQ(inventory.vendored[0].name, "jquery");
  EXPECT_EQ(inventory.vendored[0].version, "3.4.1");
  EXPECT_THAT(inventory.vendored[0].places,
              ElementsAre(BannerPlace{"a.js", 1}, BannerPlace{"a.js", 3}, BannerPlace{"b.js", 2}));
}

TEST(PublicAddress, IsOfTheWebOrOfGitAndHasNoUser) {
  struct Row {
    const char* written;
    const char* address;
  };
  for (const Row& row : {
           Row{"acme/demo", "git+https://github.com/acme/demo.git"},
           Row{"gitlab:acme/demo", "git+https://gitlab.com/acme/demo.git"},
           Row{"https://u:p@github.com/acme/demo", "git+https://github.com/acme/demo.git"},
           Row{"https://example.org/a?b=c#d", "https://example.org/a?b=c#d"},
           Row{" http://example.org ", "http://example.org"},
           Row{"https://u:p@example.org/a@b", "https://example.org/a@b"},
           Row{"https://u:p@w@example.org", "https://example.org"},
           Row{"https://example.org#a@b", "https://example.org#a@b"},
           Row{"git+ssh://git@example.org/a.git", "git+ssh://git@example.org/a.git"},
           Row{"git+ssh://git:p@example.org/a.git", "git+ssh://example.org/a.git"},
           Row{"https://git@example.org/", "https://example.org/"},
           Row{"https://[::1]/", "https://[::1]/"},
           Row{"https://u:a#b@example.org/a.git", "https://example.org/a.git"},
           Row{"https://u:a/b@example.org/a.git", "https://example.org/a.git"},
           Row{"https://u:a?b@github.com/acme/demo", "git+https://github.com/acme/demo.git"},
           Row{"https://u:a#b@example.org/a#c@d", ""},
           Row{"https://example.org/#https://u:p@example.net/",
               "https://example.org/#https://example.net/"},
           Row{"HTTPS://u:p@example.org/a", ""},
           Row{"github:u:p@acme/demo", "git+https://github.com/acme/demo.git"},
           Row{"u:p@example.org:acme/demo", ""},
           Row{"git@github.com:acme/demo.git", "git+ssh://git@github.com/acme/demo.git"},
           Row{"http://example.org:8080/@acme/demo", "http://example.org:8080/@acme/demo"},
           Row{"javascript:alert(1)", ""},
           Row{"javascript://example.org/%0a", ""},
           Row{"file:///etc/passwd", ""},
           Row{"https://", ""},
           Row{"https://?x", ""},
           Row{"https://u@", ""},
           Row{"https://exa mple.org", ""},
           Row{"https://ex\xC3\xA4mple.org", ""},
           Row{"https://example.org/\n", "https://example.org/"},
           Row{"https://example.org/\"", ""},
           Row{"example.org", ""},
           Row{"", ""},
       }) {
    EXPECT_EQ(public_address(row.written), row.address) << row.written;
  }
}

}  // namespace
}  // namespace packwarden
