// What npm 9.9.4, 10.9.4, 11.19.1 and 12.2.0 said to each of these packages; the first two always
// agreed.

#include "npm/overrides.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "npm/memory_tree.h"

namespace packwarden {
namespace {

enum class Npm : std::uint8_t { packs, contradicts, dies };

Manifest manifest_of(const std::string& fields) {
  const auto manifest = parse_manifest(R"({"name": "p", "version": "1.0.0", )" + fields + "}", "");
  EXPECT_TRUE(manifest) << fields;
  return manifest ? *manifest : Manifest();
}

/// "" where npm packs.
std::string fault(const std::string& fields, int npm) {
  const auto result = check_overrides(manifest_of(fields), *profile_of(npm));
  if (result) return "";
  EXPECT_EQ(result.error().where, "package.json overrides");
  EXPECT_TRUE(result.error().is_refusal);
  return result.error().what;
}

/// A package, and what each version does with it. The answers are those of npm 9.9.4 or 10.9.4,
/// 11.19.1 and 12.2.0.
struct OverrideRow {
  const char* fields;
  Npm npm9;
  Npm npm11;
  Npm npm12;
};
constexpr OverrideRow kOverrides[] = {
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": "2"})", Npm::contradicts, Npm::contradicts,
     Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": "^1"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("devDependencies": {"a": "^1"}, "overrides": {"a": "2"})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("peerDependencies": {"a": "^1"}, "overrides": {"a": "2"})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("optionalDependencies": {"a": "^1"}, "overrides": {"a": "2"})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a@1": "2"})", Npm::packs, Npm::contradicts,
     Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a@3": "2"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": "*"})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": ""})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": {"b": "2"}})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a@1": {"b": "2"}})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a@9": {"b": "2"}})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": {".": "2", "b": "2"}})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "^1", "b": "1"}, "overrides": {"b": {"a": "2"}})", Npm::packs,
     Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"p": {"a": "2"}})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": "$a"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "^1", "b": "^2"}, "overrides": {"a": "$b"})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a": "$zz"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("dependencies": {"a": "^1"}, "overrides": {"b": "$zz"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "^1", "b": "$c"}, "overrides": {"a": "$b"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "npm:b@^1"}, "overrides": {"a@1": "2"})", Npm::packs,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "npm:b@^1"}, "overrides": {"a@3": "2"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "npm:b@^1"}, "overrides": {"a": "npm:b@^1"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "git+https://x.y/z.git"}, "overrides": {"a@1": "2"})", Npm::packs,
     Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "git+https://x.y/z.git#semver:^1"}, "overrides": {"a@1": "2"})",
     Npm::packs, Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "git+https://x.y/z.git"}, "overrides": {"a": "2"})", Npm::contradicts,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "u/r"}, "overrides": {"a@1": "2"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "https://github.com/u/r"}, "overrides": {"a@1": "2"})", Npm::packs,
     Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "https://x.y/z.tgz"}, "overrides": {"a@1": "2"})", Npm::packs,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "file:./x"}, "overrides": {"a@1": "2"})", Npm::packs,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "file:./x"}, "overrides": {"a": "file:./x"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "latest"}, "overrides": {"a@1": "2"})", Npm::packs, Npm::contradicts,
     Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a@latest": "2"})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "next"}, "overrides": {"a@latest": "2"})", Npm::dies,
     Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "^1"}, "overrides": {"a@1.2.3beta": "2"})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "1.2.3beta"}, "overrides": {"a@1": "2"})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "^1 bad tag!"}, "overrides": {"a@1": "2"})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "bad tag!"}, "overrides": {"b@1": "2"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "workspace:*"}, "overrides": {"a@1": "2"})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "workspace:*"}, "overrides": {"b": "2"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("overrides": {"./x": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("overrides": {"http://x/y": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("overrides": {"a b": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("overrides": {".a@1": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("overrides": {"": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("overrides": {"a@b c": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("dependencies": {"@s/a": "1"}, "overrides": {"@s/a@1": "2"})", Npm::packs, Npm::contradicts,
     Npm::contradicts},
    {R"("overrides": {"a>b": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("overrides": {"a@workspace:*": "2"})", Npm::dies, Npm::dies, Npm::dies},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": 5})", Npm::packs, Npm::packs, Npm::packs},
    {R"("overrides": {"a": null})", Npm::dies, Npm::dies, Npm::dies},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": true})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": ["x"]})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": {".": 5}})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"b": "1"}, "overrides": {"a": {".": 5}})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": {".": {}}})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": {".": null}})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"0": "1"}, "overrides": ["2"])", Npm::contradicts, Npm::contradicts,
     Npm::packs},
    {R"("dependencies": {"0": "1"}, "overrides": ["1"])", Npm::packs, Npm::packs, Npm::packs},
    {R"("overrides": "x")", Npm::packs, Npm::packs, Npm::packs},
    {R"("overrides": 5)", Npm::packs, Npm::packs, Npm::packs},
    {R"("overrides": null)", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {".": "2"})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": ""}, "overrides": {"a": "2"})", Npm::contradicts, Npm::contradicts,
     Npm::contradicts},
    {R"("dependencies": {"a": ""}, "overrides": {"a@1": "2"})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "devDependencies": {"a": "2"}, "overrides": {"a": "2"})",
     Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "devDependencies": {"a": "2"}, "overrides": {"a": "1"})",
     Npm::contradicts, Npm::contradicts, Npm::contradicts},
    {R"("dependencies": {"a": "1"}, "peerDependencies": {"a": "2"}, "overrides": {"a": "1"})",
     Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"A": "1"}, "overrides": {"a": "2"})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"A": "1", "a": "2"}, "overrides": {"a": "2", "A": "2"})", Npm::packs,
     Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a@2": "5", "a@1": "1", "a": "9"})", Npm::packs,
     Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a": "1", "a@1": "9"})", Npm::packs, Npm::packs,
     Npm::packs},
    {R"("dependencies": {"a": "1"}, "optionalDependencies": {"a": "2"}, "overrides": {"a": "2"})",
     Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a@": "1"})", Npm::packs, Npm::packs, Npm::packs},
    {R"("dependencies": {"a": "1"}, "overrides": {"a@ ": "2"})", Npm::contradicts, Npm::contradicts,
     Npm::contradicts},
    {R"("dependencies": {"a": "1"}, "overrides": {"a@npm:b@1": "2"})", Npm::dies, Npm::dies,
     Npm::dies},
    {R"("dependencies": {"a": "1"}, "overrides": {"a@0.5 - 1.5": "2"})", Npm::packs,
     Npm::contradicts, Npm::contradicts},
};

TEST(Overrides, AreRefusedWhereNpmRefusesThem) {
  for (const OverrideRow& row : kOverrides) {
    const std::pair<int, Npm> answers[] = {
        {9, row.npm9}, {10, row.npm9}, {11, row.npm11}, {12, row.npm12}};
    for (const auto& [npm, answer] : answers) {
      const std::string what = fault(row.fields, npm);
      const bool contradicts = what.find("(EOVERRIDE)") != std::string::npos;
      const Npm actual = what.empty() ? Npm::packs : contradicts ? Npm::contradicts : Npm::dies;
      EXPECT_EQ(actual, answer) << row.fields << " npm " << npm << ": " << what;
    }
  }
}

TEST(Overrides, NameTheFault) {
  const std::string kStart = "npm refuses this package: ";
  const std::pair<const char*, const char*> kRows[] = {
      {R"("overrides": {"a": null})", "an override must not be null"},
      {R"("overrides": {"": "2"})", "the key of an override names no package"},
      {R"("overrides": {".a@1": "2"})", "there is a name that is none of a package"},
      {R"("overrides": {"a@b c": "2"})",
       "there is a version that is neither a range nor a tag (EINVALIDTAGNAME)"},
      {R"("overrides": {"a@workspace:*": "2"})",
       "there is an address of a protocol that npm does not know (EUNSUPPORTEDPROTOCOL)"},
      {R"("overrides": {"a@npm:npm:b": "2"})", "there is an alias of an alias"},
      {R"("overrides": {"a@npm:./b": "2"})", "there is an alias of no package"},
      {R"("overrides": {"a": {".": 5}}, "dependencies": {"a": "1"})",
       "an override must be a string"},
      {R"("overrides": {"a": "$b"}, "dependencies": {"a": "1"})",
       "an override refers to a dependency that the package does not have"},
      {R"("overrides": {"a@latest": "2"}, "dependencies": {"a": "1"})",
       "npm cannot compare a version with an override of the package"},
  };
  for (const auto& [fields, what] : kRows) EXPECT_EQ(fault(fields, 11), kStart + what) << fields;
  EXPECT_EQ(fault(R"("overrides": {"a": "2"}, "dependencies": {"a": "1"})", 11),
            "npm refuses this package (EOVERRIDE): an override contradicts the dependency a");
}

struct InstalledFile {
  const char* path;
  const char* content;
};

Result<void> check_bundle(const std::string& fields, const std::vector<InstalledFile>& installed,
                          int npm) {
  MemoryTree tree;
  for (const auto& [path, content] : installed) tree.add_file(path, content);
  return check_bundle_overrides(tree, "", manifest_of(fields), *profile_of(npm), {});
}

const std::vector<InstalledFile> kOne = {{"node_modules/b/package.json", R"({"version":"1.0.0"})"}};

/// b depends on c.
const std::vector<InstalledFile> kTwo = {
    {"node_modules/b/package.json", R"({"version":"1.0.0","dependencies":{"c":"^1"}})"},
    {"node_modules/c/package.json", R"({"version":"1.0.0"})"}};

/// A package that bundles b, and whether npm 12.2.0 refuses it.
struct BundleRow {
  const char* name;
  const char* fields;
  std::vector<InstalledFile> installed;
  bool refused;  // by npm 12
};
const std::vector<BundleRow> kBundles = {
    {"direct same",
     R"("dependencies":{"b":"1.0.0"},"bundleDependencies":["b"],"overrides":{"b":"1.0.0"})", kOne,
     true},
    {"direct same other version",
     R"("dependencies":{"b":"2.0.0"},"bundleDependencies":["b"],"overrides":{"b":"2.0.0"})", kOne,
     false},
    {"direct range",
     R"("dependencies":{"b":"^1.0.0"},"bundleDependencies":["b"],"overrides":{"b":"^1.0.0"})", kOne,
     false},
    {"trans exact",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"1.0.0"})", kTwo,
     true},
    {"trans range",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"^1.0.0"})", kTwo,
     false},
    {"trans other",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"2.0.0"})", kTwo,
     false},
    {"trans keyed hit",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c@1":"1.0.0"})", kTwo,
     true},
    {"trans keyed miss",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c@2":"1.0.0"})", kTwo,
     false},
    {"nested hit",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"b":{"c":"1.0.0"}})", kTwo,
     true},
    {"nested other parent",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"x":{"c":"1.0.0"}})", kTwo,
     false},
    {"dev bundled",
     R"("devDependencies":{"b":"1.0.0"},"bundleDependencies":["b"],"overrides":{"b":"1.0.0"})",
     kOne, true},
    {"peer of bundled",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"1.0.0"})",
     {{"node_modules/b/package.json", R"({"version":"1.0.0","peerDependencies":{"c":"^1"}})"},
      {"node_modules/c/package.json", R"({"version":"1.0.0"})"}},
     true},
    {"nonbundled parent nested",
     R"("dependencies":{"b":"1","x":"1"},"bundleDependencies":["b"],"overrides":{"x":{"b":"1.0.0"}})",
     {{"node_modules/b/package.json", R"({"version":"1.0.0"})"},
      {"node_modules/x/package.json", R"({"version":"1.0.0","dependencies":{"b":"1"}})"}},
     true},
    {"nonbundled has it",
     R"("dependencies":{"b":"1","x":"1"},"bundleDependencies":["b"],"overrides":{"c":"1.0.0"})",
     {{"node_modules/b/package.json", R"({"version":"1.0.0"})"},
      {"node_modules/x/package.json", R"({"version":"1.0.0","dependencies":{"c":"1"}})"},
      {"node_modules/c/package.json", R"({"version":"1.0.0"})"}},
     false},
    {"dep of both",
     R"("dependencies":{"b":"1","x":"1"},"bundleDependencies":["b"],"overrides":{"x":{"c":"1.0.0"}})",
     {{"node_modules/b/package.json", R"({"version":"1.0.0","dependencies":{"c":"1"}})"},
      {"node_modules/x/package.json", R"({"version":"1.0.0","dependencies":{"c":"1"}})"},
      {"node_modules/c/package.json", R"({"version":"1.0.0"})"}},
     true},
    {"undeclared bundled name", R"("bundleDependencies":["b"],"overrides":{"b":"1.0.0"})", kOne,
     false},
    {"nested install",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"1.0.0"})",
     {{"node_modules/b/package.json", R"({"version":"1.0.0","dependencies":{"c":"^1"}})"},
      {"node_modules/b/node_modules/c/package.json", R"({"version":"1.0.0"})"}},
     true},
    {"dep bundle",
     R"("dependencies":{"b":"1","x":"1"},"bundleDependencies":["b"],"overrides":{"c":"1.0.0"})",
     {{"node_modules/b/package.json", R"({"version":"1.0.0"})"},
      {"node_modules/x/package.json",
       R"({"version":"1.0.0","dependencies":{"c":"^1"},"bundleDependencies":["c"]})"},
      {"node_modules/x/node_modules/c/package.json", R"({"version":"1.0.0"})"}},
     false},
    {"dep bundle in bundle",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"1.0.0"})",
     {{"node_modules/b/package.json",
       R"({"version":"1.0.0","dependencies":{"c":"^1"},"bundleDependencies":["c"]})"},
      {"node_modules/b/node_modules/c/package.json", R"({"version":"1.0.0"})"}},
     true},
    {"ref",
     R"("dependencies":{"b":"1","c":"1.0.0"},"bundleDependencies":["b"],"overrides":{"c":"$c"})",
     kTwo, false},
    {"ref missing trans",
     R"("dependencies":{"b":"1"},"bundleDependencies":["b"],"overrides":{"c":"$zz"})", kTwo, false},
    {"bundle true",
     R"("dependencies":{"b":"1.0.0"},"bundleDependencies":true,"overrides":{"b":"1.0.0"})", kOne,
     true},
};

TEST(Overrides, MustNotSetTheVersionOfABundledPackage) {
  for (const BundleRow& row : kBundles) {
    EXPECT_EQ(!check_bundle(row.fields, row.installed, 12), row.refused) << row.name;
    EXPECT_TRUE(check_bundle(row.fields, row.installed, 11)) << row.name;
  }
}

TEST(Overrides, NameTheBundledPackage) {
  const auto result = check_bundle(
      R"("dependencies": {"@s/b": "1.0.0"}, "bundleDependencies": true,
         "overrides": {"@s/b": "1.0.0"})",
      {{"node_modules/@s/b/package.json", R"({"version": "1.0.0"})"}}, 12);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().is_refusal);
  EXPECT_EQ(result.error().what,
            "npm refuses this package (EBUNDLEOVERRIDE): an override sets the version of a package "
            "that is bundled: @s/b");
}

}  // namespace
}  // namespace packwarden
