#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/release.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Files = std::map<std::string, std::string>;

/// The severities alone.
std::vector<std::string> severities(const std::vector<std::string>& hits) {
  std::vector<std::string> out;
  for (const std::string& hit : hits) out.push_back(hit.substr(0, hit.find(' ')));
  return out;
}

/// A package.json, beside which there may be files, and the severities of one check.
struct ManifestRow {
  const char* members;
  std::vector<std::string> severities;
  Files files = {};
};

void expect_rows(std::string_view id, const std::vector<ManifestRow>& rows) {
  for (const ManifestRow& row : rows) {
    EXPECT_EQ(severities(hits_of_manifest(id, row.members, row.files)), row.severities)
        << row.members;
  }
}

TEST(EntryMissing, IsHighWhereNodeLoadsNothing) {
  expect_rows(
      "pkg-entry-missing",
      {
          {R"("main": "index.js")", {}, {{"index.js", ""}}},
          {R"("main": "lib")", {}, {{"lib/index.js", ""}}},
          {R"("main": "src")", {"high"}},                        // as in metro-runtime 0.79.1
          {R"("main": "src")", {"medium"}, {{"index.js", ""}}},  // @parcel/types 2.8.3
          {R"("main": "src", "bin": "cli.js")", {"medium"}, {{"cli.js", "#!"}}},  // prisma 7.10.1
          {R"("main": "src", "exports": "./a.js")", {}, {{"a.js", ""}}},  // @humanfs/core 0.19.2
          {R"("exports": "./a.js")", {"high"}},
          {R"("exports": {"import": "./a.mjs", "require": "./a.cjs"})", {"high"}, {{"a.mjs", ""}}},
          {R"("exports": {"import": "./a.js", "require": "./a.js", "default": "./b.js"})",
           {"medium"},
           {{"a.js", ""}}},  // mailgun.js 14.0.1
          {R"("exports": {".": "./a.js", "./b": "./b.js"})", {"medium"}, {{"a.js", ""}}},
          {R"("exports": {"./b": null, "./c/*": "./c/*.js"})", {}},
          {R"("exports": {"@acme/source": "./src/a.ts", "default": "./a.js"})", {}, {{"a.js", ""}}},
          {R"("types": "a")", {"medium"}},
          {R"("types": "a")", {}, {{"a.d.ts", ""}}},
          {R"("browser": {"./a.js": "./b.js", "fs": false, "net": "net-shim"})",
           {"medium"},
           {{"a.js", ""}}},
          {R"("browser": {"./a": "./b.js", "net": "./net.js"})",
           {"medium", "medium"},
           {{"a/index.js", ""}}},
          {R"("browser": {"./src/a.js": "./src/b.js"})", {}},  // asap 2.0.6
          {R"("browser": "./b.js")", {"medium"}},
          {R"("imports": {"#a": "./a.js", "#b": "b"})", {"medium"}},
          {R"("man": ["a.1"], "unpkg": "dist/a.js")", {"medium", "medium"}},
      });
}

TEST(EntryMissing, SaysWhereTheTargetStands) {
  const auto found = found_in_package(
      {{"package.json", "{\"name\": \"x\",\n \"exports\": {\"./a\": {\"import\": \"./b.js\"}}}"}});
  const auto hit = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
    return finding.rule_id == "pkg-entry-missing";
  });
  ASSERT_NE(hit, found.end());
  EXPECT_EQ(hit->location.start, (LineColumn{2, 32}));
  EXPECT_THAT(hit->message, HasSubstr("`exports[\"./a\"].import` points to `./b.js`"));
}

TEST(BinTargets, HaveToBeRunByASystem) {
  const char* const members = R"("bin": "cli.js")";
  const auto hit = [&](const std::string& bytes) {
    return severities(hits_of_manifest("pkg-bin", members, {{"cli.js", bytes}}));
  };
  EXPECT_THAT(hit("#!/usr/bin/env node\nx"), ElementsAre("note"));  // the tests' mode is 0644
  EXPECT_THAT(hit("#!/usr/bin/env node\r\nx\r\n"), ElementsAre("medium", "note"));
  EXPECT_THAT(hit("\xEF\xBB\xBF#!/usr/bin/env node\n"), ElementsAre("high", "note"));
  EXPECT_THAT(hit("console.log(1)"), ElementsAre("high", "note"));
  EXPECT_THAT(severities(hits_of_manifest("pkg-bin", members)), ElementsAre("high"));
}

TEST(BinTargets, MayBeProgramsOfTheMachineOrStubs) {
  expect_rows("pkg-bin",
              {
                  {R"("bin": {"x": "x.exe"})", {"note"}, {{"x.exe", "echo"}}},  // bun 1.4.5
                  {R"("bin": {"x": "x"})",
                   {"note"},
                   {{"x", std::string("\x7F"
                                      "ELF\0",
                                      5)}}},
                  {R"("bin": {"x": "x"})", {"high", "note"}, {{"x", "echo"}}},
                  {R"("bin": {"x": "x"}, "scripts": {"postinstall": "node a"})",
                   {"medium", "note"},
                   {{"x", "echo"}}},
                  {R"("bin": {"x": "./bin/../x.py"})", {"note"}, {{"x.py", "print"}}},
                  {R"("directories": {"bin": "bin"})", {"medium"}},
                  {R"("directories": {"bin": "bin"})", {}, {{"bin/x", "#!"}}},
              });
}

TEST(LocalDependencies, CannotBeInstalledByOthers) {
  expect_rows("pkg-local-dependency",
              {
                  {R"("dependencies": {"a": "^1.0.0", "b": "npm:a@1"})", {}},
                  {R"("dependencies": {"a": "workspace:*"})", {"high"}},
                  {R"("dependencies": {"a": "catalog:"})", {"high"}},
                  {R"("peerDependencies": {"a": "link:../a"})", {"high"}},
                  {R"("optionalDependencies": {"a": "portal:../a"})", {"high"}},
                  {R"("devDependencies": {"a": "workspace:*"})", {}},
                  {R"("dependencies": {"a": "file:../a"})", {"high"}},
                  // as in ghost 5.130.6
                  {R"("dependencies": {"a": "file:components/a.tgz"})",
                   {"medium"},
                   {{"components/a.tgz", ""}}},
                  {R"("dependencies": {"a": "file:./a"})", {"medium"}, {{"a/package.json", "{}"}}},
              });
  expect_rows("pkg-local-dev-dependency",
              {{R"("devDependencies": {"a": "workspace:*", "b": "1"})", {"note"}},
               {R"("dependencies": {"a": "workspace:*"})", {}}});
}

TEST(UrlDependencies, AreWorthALook) {
  expect_rows("pkg-url-dependency",
              {
                  {R"("dependencies": {"a": "1", "b": "latest", "c": "npm:d@1"})", {}},
                  {R"("dependencies": {"a": "acme/a"})", {"medium"}},
                  {R"("dependencies": {"a": "git+ssh://git@example.com/a.git"})", {"medium"}},
                  {R"("dependencies": {"a": "https://example.com/a.tgz"})", {"medium"}},
                  {R"("dependencies": {"a": "http://example.com/a.tgz"})", {"high"}},
                  {R"("devDependencies": {"a": "http://example.com/a.tgz"})", {"note"}},
                  {R"("dependencies": {"a": "file:../a"})", {}},
              });
}

TEST(UnboundedRanges, TakeAnyVersion) {
  expect_rows("pkg-unbounded-range",
              {
                  {R"("dependencies": {"a": "*"})", {"medium"}},
                  {R"("dependencies": {"a": "", "b": "latest", "c": "x", "d": ">= 0"})",
                   {"medium", "medium", "medium", "medium"}},
                  {R"("dependencies": {"@types/a": "*"})", {"note"}},  // jest-runner 30.5.2
                  {R"("dependencies": {"a": ">=0.5.1"})", {}},         // faye-websocket 0.11.4
                  {R"("devDependencies": {"a": "*"})", {}},
                  {R"("peerDependencies": {"a": "*"})", {}},
              });
}

TEST(LifecycleScripts, AreListed) {
  expect_rows("pkg-lifecycle-script",
              {{R"("scripts": {"postinstall": "node a.js"})", {"note"}},
               {R"("scripts": {"preinstall": "node a.js", "install": "x"})", {"medium", "note"}},
               {R"("scripts": {"prepare": "husky", "test": "jest"})", {}}});
}

TEST(ImplicitInstalls, ComeWithABindingFile) {
  const Files binding = {{"binding.gyp", ""}};
  expect_rows("pkg-implicit-install",
              {{R"("main": "a")", {"medium"}, binding},
               {R"("main": "a")", {}, {{"sub/binding.gyp", ""}}},
               {R"("gypfile": false)", {}, binding},
               {R"("scripts": {"install": "node-gyp-build"})", {}, binding},  // lmdb 2.5.3
               {R"("scripts": {"postinstall": "x"})", {"medium"}, binding}});
}

TEST(DevelopmentTools, AreNotForThoseWhoInstall) {
  expect_rows(
      "pkg-dev-tool-postinstall",
      {{R"("scripts": {"postinstall": "husky install"})", {"high"}},
       {R"("scripts": {"postinstall": "is-ci || husky"})", {"high"}},
       {R"("scripts": {"postinstall": "CI=1 npx --yes patch-package"})", {"high"}},
       {R"("scripts": {"postinstall": "patch-package"}, "dependencies": {"patch-package": "8"})",
        {"medium"}},
       {R"("scripts": {"postinstall": "lefthook install -f"})", {"high"}},
       {R"("scripts": {"postinstall": "lefthook run x", "prepare": "husky"})", {}},
       {R"("scripts": {"postinstall": "node husky.js"})", {}}});
  EXPECT_THAT(hits_of("pkg-dev-tool-postinstall",
                      {{"package.json", R"({"name": "simple-git-hooks", "version": "1.0.0",
                         "scripts": {"postinstall": "simple-git-hooks"}})"}}),
              IsEmpty());
}

TEST(InstallScripts, NeedTheirFiles) {
  const Files script = {{"a.js", ""}, {"b/index.js", ""}, {"s.sh", ""}};
  expect_rows(
      "pkg-script-target-missing",
      {
          {R"("scripts": {"postinstall": "node a.js"})", {"high"}},
          {R"("scripts": {"postinstall": "node ./a"})", {}, script},
          {R"("scripts": {"install": "node b && sh s.sh"})", {}, script},
          {R"("scripts": {"install": "node-gyp-build && ./x.sh"})", {"high"}, script},
          {R"("scripts": {"postinstall": "node -e \"try{require('./a')}catch(e){}\""})", {}},
          {R"("scripts": {"postinstall": "node a.js || true"})", {}},
          {R"("scripts": {"postinstall": "node $X/a.js"})", {}},
          {R"("scripts": {"postinstall": "node node_modules/x/a.js"})", {}},
          {R"("scripts": {"postinstall": "opencollective || exit 0"})", {}},
          {R"("scripts": {"test": "node a.js"})", {}},
      });
}

TEST(LicenceFields, AreExpressionsOfListedLicences) {
  const Files mit = {{"LICENSE",
                      "Permission is hereby granted, free of charge, to any person obtaining a copy"
                      " ... shall be included in all copies"}};
  expect_rows("pkg-license-field",
              {
                  {R"("license": "MIT")", {}},
                  {R"("license": "(MIT OR Apache-2.0) AND LicenseRef-x")", {}},
                  {R"("license": "GPL-2.0-only WITH Classpath-exception-2.0")", {}},
                  {R"("license": "mit")", {"note"}},
                  {R"("license": "Apache 2.0")", {"medium"}},
                  {R"("license": "MIT or Apache-2.0")", {"medium"}},
                  {R"("main": "a")", {"medium"}},
                  {R"("license": "MIT")", {}, mit},
                  {R"("license": "Apache-2.0")", {"medium"}, mit},
                  {R"("license": "Apache-2.0")", {}, {{"THIRD-PARTY-LICENSES", mit.at("LICENSE")}}},
                  {R"("license": "CC-BY-4.0")", {}, mit},
                  {R"("license": {"type": "MIT"})", {"note"}},
                  {R"("licenses": [{"type": "MIT", "url": "x"}])", {"note"}},  // busboy 1.6.0
                  {R"("license": "SEE LICENSE IN LICENSE")", {}, mit},
                  {R"("license": "SEE LICENSE IN https://example.com")", {"medium"}},
                  {R"("license": "UNLICENSED")", {"medium"}},
                  {R"("license": "UNLICENSED", "private": true)", {}},
                  {R"("license": "UNLICENSED", "publishConfig": {"access": "restricted"})", {}},
              });
}

TEST(LicenceFiles, AreInTheRoot) {
  expect_rows("lic-no-license-file", {{R"("license": "MIT")", {"note"}},
                                      {R"("license": "MIT")", {}, {{"LICENCE.md", ""}}},
                                      {R"("license": "MIT")", {}, {{"copying", ""}}},
                                      {R"("license": "MIT")", {}, {{"MIT-LICENSE.txt", ""}}},
                                      {R"("license": "MIT")", {"note"}, {{"a/LICENSE", ""}}},
                                      {R"("license": "MIT")", {"note"}, {{"license.js", ""}}},
                                      {R"("main": "a")", {"medium"}}});
}

TEST(Json, IsPlain) {
  const auto hits = [](const std::string& text) {
    return severities(hits_of("pkg-json-syntax", {{"package.json", text}}));
  };
  EXPECT_THAT(hits(R"({"name": "a", "//": "x", "//": "y"})"), IsEmpty());
  EXPECT_THAT(hits(R"({"name": "a",})"), ElementsAre("high"));
  EXPECT_THAT(hits("{/* x */}"), ElementsAre("high"));
  EXPECT_THAT(hits(""), ElementsAre("high"));
  EXPECT_THAT(hits("[]"), ElementsAre("high"));
  EXPECT_THAT(hits(std::string("\xFF\xFE{\0}\0", 6)), ElementsAre("high"));
  EXPECT_THAT(hits("\xEF\xBB\xBF{}"), ElementsAre("note"));
  EXPECT_THAT(hits("{\"name\": \"\xE4\"}"), ElementsAre("medium"));
  EXPECT_THAT(hits(R"({"a": {"b": [{"c": 1, "c": 2}]}, "a": 1})"), ElementsAre("medium", "medium"));
}

TEST(Publishing, OfWhatIsPrivateIsRefused) {
  const Files workspace = {{"packages/a/package.json", "{}"}};
  expect_rows("pkg-private", {{R"("private": true)", {"high"}},
                              {R"("private": false)", {}},
                              {R"("workspaces": ["packages/*"])", {"high"}, workspace},
                              {R"("workspaces": ["packages/*"])", {}},
                              {R"("main": "a")", {}, workspace}});
}

TEST(Publishing, NamesAccessAndVersion) {
  expect_rows("pkg-access-mismatch",
              {{R"("license": "SEE LICENSE IN X", "publishConfig": {"access": "public"})",
                {"medium"}},  // @shopify/polaris 13.9.5
               {R"("license": "MIT", "publishConfig": {"access": "public"})", {}},
               {R"("license": "UNLICENSED")", {}}});
  const auto versions = [](const std::string& version, const std::string& members) {
    return severities(hits_of(
        "pkg-version-order",
        {{"package.json", R"({"name": "a", "version": ")" + version + "\"" + members + "}"}}));
  };
  EXPECT_THAT(versions("1.0.0", ""), IsEmpty());
  EXPECT_THAT(versions("0.0.0", ""), ElementsAre("medium"));
  EXPECT_THAT(versions("0.0.0-next.1", ""), ElementsAre("medium"));
  EXPECT_THAT(versions("1.0.0-beta.1", ""), ElementsAre("medium"));
  EXPECT_THAT(versions("1.0.0-beta.1", R"(, "publishConfig": {"tag": "next"})"), IsEmpty());
}

/// The severities of one check of a package.json after an earlier release.
std::vector<std::string> hits_since(std::string_view id, const Release& previous,
                                    const std::string& manifest) {
  const std::vector<PackedPath> files = {{"package.json", manifest.size(), 0644}};
  PackageView package(files, {}, nullptr,
                      [&](const std::string&, std::uint64_t) { return std::optional(manifest); });
  package.compare_with(&previous);
  std::vector<Finding> found;
  check_package(package, found);
  std::vector<std::string> out;
  for (const Finding& finding : found) {
    if (finding.rule_id == id) out.emplace_back(name_of(finding.severity));
  }
  return out;
}

Release release_of(const std::string& manifest) {
  const Json parsed = parse_json(manifest, "package.json").value();
  return {"a", *parsed.find("version")->string(), {}, manifest_facts(parsed)};
}

TEST(Releases, ChangeWhatIsRunAtAnInstallation) {
  const std::string before = R"({"version": "1.0.0", "scripts": {"install": "node a.js"}})";
  const auto hits = [&](const std::string& scripts) {
    return hits_since("pkg-lifecycle-script", release_of(before),
                      R"({"version": "1.0.1", "scripts": {)" + scripts + "}}");
  };
  EXPECT_THAT(hits(R"("install": "node a.js")"), ElementsAre("note"));
  EXPECT_THAT(hits(R"("install": "node b.js")"), ElementsAre("high"));
  EXPECT_THAT(hits(R"("install": "node a.js", "postinstall": "x")"), ElementsAre("note", "high"));
}

TEST(Releases, GoUp) {
  const auto hits = [](const std::string& before, const std::string& now) {
    return hits_since("pkg-version-order", release_of(R"({"version": ")" + before + "\"}"),
                      R"({"version": ")" + now + "\"}");
  };
  EXPECT_THAT(hits("1.0.0", "1.0.1"), IsEmpty());
  EXPECT_THAT(hits("1.0.0", "1.0.0"), ElementsAre("medium"));
  EXPECT_THAT(hits("1.2.0", "1.1.9"), ElementsAre("medium"));
  EXPECT_THAT(hits("2.0.0", "1.1.9"), ElementsAre("note"));
}

TEST(Releases, DropVersionsOfNodeWithAMajorOne) {
  const auto hits = [](const std::string& range, const std::string& version) {
    return hits_since(
        "pkg-engines", release_of(R"({"version": "1.0.0", "engines": {"node": ">=18"}})"),
        R"({"version": ")" + version + R"(", "engines": {"node": ")" + range + "\"}}");
  };
  EXPECT_THAT(hits(">=18", "1.1.0"), IsEmpty());
  EXPECT_THAT(hits(">=16", "1.1.0"), IsEmpty());
  EXPECT_THAT(hits(">=18.12", "1.1.0"), ElementsAre("medium"));
  EXPECT_THAT(hits("^20 || >=22", "1.1.0"), ElementsAre("medium"));
  EXPECT_THAT(hits(">=20", "2.0.0"), ElementsAre("note"));
}

TEST(ConfigNoise, IsOneLine) {
  expect_rows("pkg-config-noise",
              {{R"("jest": {}, "overrides": {}, "volta": {})", {"note"}}, {R"("main": "a")", {}}});
}

}  // namespace
}  // namespace packwarden
