#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/kept_files.h"
#include "check/packed_packages.h"
#include "check/public_registry.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Files = std::map<std::string, std::string>;

const char* const kNeedsB = R"({"name": "a", "version": "1.0.0", "dependencies": {"b": "1"}})";

TEST(Modules, AreNamedByTheLastDirectory) {
  EXPECT_EQ(module_of("node_modules/a/b.js"), "a");
  EXPECT_EQ(module_of("node_modules/@s/a/b.js"), "@s/a");
  EXPECT_EQ(module_of("node_modules/a/node_modules/c/x/y.js"), "c");
  EXPECT_EQ(module_of("dist/node_modules/a/b.js"), "a");
  EXPECT_EQ(module_of("my_node_modules/a/b.js"), "");
  EXPECT_EQ(module_of("node_modules/@s"), "");
}

TEST(KeptFiles, AreManifestsUpToASize) {
  KeptFiles kept;
  kept.offer("package.json", "{}");
  kept.offer("a/package.json", "[]");
  kept.offer("xpackage.json", "x");
  kept.offer("b/package.json", std::string(300'000, 'x'));
  EXPECT_EQ(kept.find("package.json", 10), "{}");
  EXPECT_EQ(kept.find("a/package.json", 10), "[]");
  EXPECT_EQ(kept.find("a/package.json", 1), std::nullopt);
  EXPECT_EQ(kept.find("xpackage.json", 10), std::nullopt);
  EXPECT_EQ(kept.find("b/package.json", 1'000'000), std::nullopt);
}

TEST(NestedManifests, AreThoseOfOtherPackages) {
  const auto hits = [](const std::string& path, const std::string& text) {
    return hits_of("pkg-nested-manifest", {{path, text}});
  };
  EXPECT_THAT(hits("packages/a/package.json", kNeedsB),
              ElementsAre("note packages/a/package.json:1:1"));
  EXPECT_THAT(hits("esm/package.json", R"({"type": "module"})"), IsEmpty());
  EXPECT_THAT(hits("esm/package.json", R"({"name": "x/esm"})"), IsEmpty());
  EXPECT_THAT(hits("node_modules/a/package.json", kNeedsB), IsEmpty());
  EXPECT_THAT(hits("a/package.json", "{"), IsEmpty());
}

TEST(Bundles, HoldWhatTheManifestNames) {
  const std::string bundle_a = R"("bundleDependencies": ["a"])";
  const auto hits = [](const std::string& members, Files files) {
    return hits_of_manifest("pkg-bundle-mismatch", members, std::move(files));
  };
  const Files a_and_b = {{"node_modules/a/package.json", kNeedsB},
                         {"node_modules/b/package.json", R"({"name": "b", "version": "1.0.0"})"}};
  EXPECT_THAT(hits(bundle_a, a_and_b), IsEmpty());
  EXPECT_THAT(hits(R"("bundledDependencies": {"a": "1"})", a_and_b), IsEmpty());
  EXPECT_THAT(hits(R"("bundleDependencies": true, "dependencies": {"a": "1"})", a_and_b),
              IsEmpty());
  EXPECT_THAT(hits(bundle_a, {}), ElementsAre("medium package.json:1:60"));
  EXPECT_THAT(hits(bundle_a + R"(, "optionalDependencies": {"a": "1"})", {}), IsEmpty());
  EXPECT_THAT(hits(R"("bundleDependencies": ["b"])", a_and_b),
              ElementsAre("medium node_modules/a/package.json:1:1"));
  EXPECT_THAT(hits(R"("main": "x")", {{"node_modules/@s/c/x.js", ""}}),
              ElementsAre("medium node_modules/@s/c/x.js:1:1"));
}

TEST(Bundles, MayBeElsewhereOrOld) {
  const auto hits = [](Files files) { return hits_of("pkg-bundle-mismatch", std::move(files)); };
  // as in pnpm 10
  EXPECT_THAT(hits({{"dist/node_modules/a/package.json", kNeedsB}}),
              ElementsAre("note dist/node_modules/a/package.json:1:1"));
  EXPECT_THAT(hits({{"test/node_modules/a/package.json", kNeedsB}}), IsEmpty());
  // as in eslint-plugin-package-json 0.91.2
  EXPECT_THAT(hits({{"lib/node_modules/.pnpm/a@1.0.0/node_modules/a/lib/b.d.ts", ""}}),
              ElementsAre("note lib/node_modules/.pnpm/a@1.0.0/node_modules/a/lib/b.d.ts:1:1"));
  EXPECT_THAT(hits({{"lib/node_modules/.bin/a", ""}, {"test/node_modules/a/b.js", ""}}), IsEmpty());
  EXPECT_EQ(hits({{"dist/node_modules/b/package.json", R"({"version": "1.0.0"})"},
                  {"dist/node_modules/a/node_modules/b/package.json", R"({"version": "2.0.0"})"}})
                .size(),
            2U);
}

TEST(PublicRegistries, AreKnownByTheirHosts) {
  EXPECT_EQ(host_of_url("HTTPS://User@Registry.Example:8080/x"), "registry.example");
  EXPECT_EQ(host_of_url("registry.example"), "");
  EXPECT_TRUE(is_public_registry("registry.npmjs.org"));
  EXPECT_FALSE(is_public_registry("npm.example.com"));
}

TEST(Lockfiles, NameOtherRegistries) {
  const auto severity = [](const std::string& path, const std::string& text) {
    std::vector<std::string> out;
    for (const std::string& row : checks_of(path, text)) {
      if (row.starts_with("net-lockfile-host")) out.push_back(row.substr(18));
    }
    return out;
  };
  const std::string other = R"("resolved": "https://npm.example.com/a/-/a-1.0.0.tgz",)";
  const std::string npm = R"("resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz",)";
  const std::string login =
      R"("resolved": "https://me:)" + std::string("w0rd@npm.example.com/a.tgz") + '"';
  EXPECT_THAT(severity("package-lock.json", other), ElementsAre("medium"));
  EXPECT_THAT(severity("sub/npm-shrinkwrap.json", other), ElementsAre("medium"));
  EXPECT_THAT(severity("test/package-lock.json", other), ElementsAre("note"));
  EXPECT_THAT(severity("package-lock.json", npm), IsEmpty());
  EXPECT_THAT(severity("package-lock.json", npm + "\n" + login), ElementsAre("critical"));
  EXPECT_THAT(severity("package-lock.json", R"("resolved": "git+ssh://git@github.com/a/b.git#1")"),
              ElementsAre("medium"));
  EXPECT_THAT(severity("package-lock.json", R"("url": "https://opencollective.com/a")"), IsEmpty());
  EXPECT_THAT(severity("yarn.lock", "  resolved \"https://npm.example.com/a.tgz#1\"\n"),
              ElementsAre("medium"));
  EXPECT_THAT(
      severity("pnpm-lock.yaml", "    resolution: {tarball: https://npm.example.com/a.tgz}"),
      ElementsAre("medium"));
  EXPECT_THAT(severity("bun.lock", "\"a\": [\"a@1\", \"https://npm.example.com/a.tgz\", {}]"),
              ElementsAre("medium"));
  EXPECT_THAT(severity("other.json", other), IsEmpty());
}

TEST(Shrinkwraps, AreForPrograms) {
  const Files shrinkwrap = {{"npm-shrinkwrap.json", "{}"}};
  EXPECT_THAT(hits_of("net-shrinkwrap", shrinkwrap), ElementsAre("medium npm-shrinkwrap.json:1:1"));
  EXPECT_THAT(hits_of_manifest("net-shrinkwrap", R"("bin": "a.js")", shrinkwrap),
              ElementsAre("note npm-shrinkwrap.json:1:1"));
  EXPECT_THAT(hits_of("net-shrinkwrap", {{"a/npm-shrinkwrap.json", "{}"}}), IsEmpty());
}

TEST(Registries, AreWhereThePackageBelongs) {
  const auto count = [](const std::string& members) {
    return hits_of_manifest("net-registry-mismatch", members).size();
  };
  EXPECT_EQ(count(R"("publishConfig": {"registry": "https://npm.example.com"})"), 1U);
  EXPECT_EQ(count(R"("publishConfig": {"@a:registry": "https://npm.example.com"})"), 1U);
  // as in plaid 47.0.0
  EXPECT_EQ(count(R"("publishConfig": {"registry": "https://registry.npmjs.com"})"), 0U);
  EXPECT_EQ(count(R"("publishConfig": {"registry": "https://npm.example.com",
                      "access": "restricted"})"),
            0U);
}

TEST(NpmCorrections, AreNotesUnlessTheyChangeWhatIsRun) {
  const auto hits = [](const std::string& members, Files files = {}) {
    std::vector<std::string> out;
    for (const std::string& hit :
         hits_of_manifest("pkg-npm-corrections", members, std::move(files))) {
      out.push_back(hit.substr(0, hit.find(' ')));
    }
    return out;
  };
  EXPECT_THAT(hits(R"("bin": {"a": "a.js"})"), IsEmpty());
  EXPECT_THAT(hits(R"("bin": "a.js", "repository": "a/b")"), ElementsAre("note"));
  EXPECT_THAT(hits(R"("bin": {})"), ElementsAre("note"));  // as in big-integer 1.6.52
  EXPECT_THAT(hits(R"("bin": {"b/a": "a.js"})"), ElementsAre("medium"));  // as in @babel/parser
  EXPECT_THAT(hits(R"("bundleDependencies": true, "dependencies": "a@1")"),
              ElementsAre("medium", "medium"));
  EXPECT_THAT(hits(R"("main": "a")", {{"server.js", ""}}), ElementsAre("note"));
  EXPECT_THAT(hits(R"("_x": "a", "name": "a b")"), ElementsAre("medium"));
}

}  // namespace
}  // namespace packwarden
