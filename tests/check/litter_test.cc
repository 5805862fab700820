#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/build_output.h"
#include "check/checked.h"
#include "check/joined.h"
#include "support/random_value.h"

namespace packwarden {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct NameCase {
  std::string path;
  std::vector<std::string> checks;
};

TEST(Litter, IsKnownByItsName) {
  for (const auto& [path, checks] : {
           NameCase{".idea/workspace.xml", {"lit-editor-directory medium"}},
           NameCase{"a/.vscode/settings.json", {"lit-editor-directory medium"}},
           NameCase{"lib/a.iml", {"lit-editor-directory medium"}},
           NameCase{"lib/idea/a.js", {}},
           NameCase{"lib/.DS_Store", {"lit-os-metadata medium"}},
           NameCase{"lib/._a.js", {"lit-os-metadata medium"}},
           NameCase{"Thumbs.db", {"lit-os-metadata medium"}},
           NameCase{"a.zip!__MACOSX/._a", {"lit-os-metadata medium"}},
           NameCase{"lib/_a.js", {}},
           NameCase{"tsconfig.tsbuildinfo", {"lit-build-cache medium"}},
           NameCase{".next/cache/a.pack", {"lit-build-cache medium"}},
           NameCase{".next/static/a.js", {}},
           NameCase{"lib/cache/a.js", {}},
           NameCase{"py/__pycache__/a.cpython-311.pyc", {"lit-build-cache medium"}},
           NameCase{"yarn-error.log", {"lit-log-file medium"}},
           NameCase{"npm-debug.log.123", {"lit-log-file medium"}},
           NameCase{"test/fixtures/a.log", {"lit-log-file note"}},
           NameCase{"CHANGES.log", {}},
           NameCase{"lib/log.js", {}},
           NameCase{"sub/package-lock.json", {"lit-package-manager-files medium"}},
           NameCase{"test/package-lock.json", {"lit-package-manager-files note"}},
           NameCase{".yarn/cache/a.zip", {"lit-package-manager-files medium"}},
           NameCase{"npm-shrinkwrap.json", {}},
           NameCase{"lib/yarn.lock.js", {}},
       }) {
    EXPECT_EQ(checks_of(path), checks) << path;
  }
}

TEST(Litter, OfVersionControlIsHigh) {
  for (const auto& [path, checks] : {
           NameCase{".git/config", {"lit-vcs-directory high"}},
           NameCase{"vendor/a/.git", {"lit-vcs-directory high"}},
           NameCase{".jj/repo/store/type", {"lit-vcs-directory high"}},
           NameCase{"CVS/Entries", {"lit-vcs-directory high"}},
           NameCase{"cvs/resume.js", {}},
           NameCase{"dot-git/config", {}},
           NameCase{"_git/HEAD", {}},
           NameCase{"lib/.github", {}},
       }) {
    EXPECT_EQ(checks_of(path), checks) << path;
  }
  EXPECT_THAT(checks_of("a.bundle", "# v2 git bundle\n"), ElementsAre("lit-vcs-directory high"));
  EXPECT_THAT(checks_of("a.bundle", "function"), IsEmpty());
}

TEST(Litter, ARepositoryIsToldByWhatStandsTogether) {
  EXPECT_THAT(hits_of("lit-vcs-directory",
                      {{"a.git/HEAD", ""}, {"a.git/objects/a", ""}, {"a.git/refs/b", ""}}),
              ElementsAre("high a.git/HEAD:1:1"));
  EXPECT_THAT(hits_of("lit-vcs-directory", {{"test/fixtures/r/HEAD", ""},
                                            {"test/fixtures/r/objects/a", ""},
                                            {"test/fixtures/r/refs/b", ""}}),
              ElementsAre("medium test/fixtures/r/HEAD:1:1"));
  EXPECT_THAT(hits_of("lit-vcs-directory", {{"r/HEAD", ""}, {"r/objects/a", ""}}), IsEmpty());
  EXPECT_THAT(
      hits_of("lit-vcs-directory", {{"r/AHEAD", ""}, {"r/objects/a", ""}, {"r/refs/a", ""}}),
      IsEmpty());
}

TEST(Litter, SubmodulesMayTellOfPrivateHosts) {
  struct Case {
    std::string url;
    std::string severity;
  };
  for (const auto& [url, severity] : {
           Case{"https://github.com/a/b.git", "note"},
           Case{"git@github.com:a/b.git", "note"},
           Case{"../b.git", "note"},
           Case{"https://someone@example.org/b.git", "medium"},
           Case{"ssh://git@gitlab.corp/b", "medium"},
           Case{"git@gitlab:a/b.git", "medium"},
           Case{"http://192.168.1.4:3000/a", "medium"},
           Case{"", "note"},
       }) {
    EXPECT_THAT(checks_of(".gitmodules", "[submodule \"a\"]\n\tpath = a\n\turl = " + url + "\n"),
                ElementsAre("lit-git-metadata " + severity))
        << url;
  }
  EXPECT_THAT(checks_of("lib/.mailmap"), ElementsAre("lit-git-metadata note"));
}

TEST(Litter, BackupsAreAsBadAsWhatTheyAreOf) {
  const std::string settings = "DB_TOKEN=" + random_value(24) + "\n";
  for (const auto& [path, checks] : {
           NameCase{"README.md~", {"lit-backup-file medium"}},
           NameCase{".Readme.md.un~", {"lit-backup-file medium"}},
           NameCase{"lib/#a.js#", {"lit-backup-file medium"}},
           NameCase{"lib/.#a.js", {"lit-backup-file medium"}},
           NameCase{"lib/a.js.orig", {"lit-backup-file medium"}},
           NameCase{"test/a.bak", {"lit-backup-file note"}},
           NameCase{".envrc.bak", {"lit-backup-file high"}},
           NameCase{".envrc.bak~", {"lit-backup-file high"}},
           NameCase{"lib/backup.js", {}},
           NameCase{"lib/a.older", {}},
           NameCase{"~", {"lit-backup-file medium"}},
           NameCase{"##", {"lit-backup-file medium"}},
       }) {
    EXPECT_EQ(checks_of(path, settings), checks) << path;
  }
  EXPECT_THAT(checks_of(std::string(4000, '~')), ElementsAre("lit-backup-file medium"));
}

TEST(Litter, SettingsOfIntegrationMayHoldEncryptedValues) {
  const std::string blob = random_value(40);
  for (const auto& [path, text, checks] :
       {std::tuple<std::string, std::string, std::vector<std::string>>{
            ".travis.yml", "language: node_js\n", {"lit-ci-config note"}},
        {".travis.yml",
         "env:\n  global:\n    - secure: \"" + blob + "\"\n",
         {"lit-ci-config medium"}},
        {".travis.yml", "  secure: false\n", {"lit-ci-config note"}},
        {".travis.yml", "secure:", {"lit-ci-config note"}},
        {".github/FUNDING.yml", "github: a\n", {}},
        {".github/workflows/a.yml", "on: push\n", {"lit-ci-config note"}},
        {"lib/github/a.yml", "", {}}}) {
    EXPECT_EQ(checks_of(path, text), checks) << path << text.size();
  }
}

TEST(Litter, FilesOfContainersAreNoSyntaxesAndNoCode) {
  for (const auto& [path, checks] : {
           NameCase{"Dockerfile", {"lit-container-files note"}},
           NameCase{"docker/Dockerfile.alpine", {"lit-container-files note"}},
           NameCase{".devcontainer/devcontainer.json", {"lit-container-files note"}},
           NameCase{"docker-compose.test.yml", {"lit-container-files note"}},
           NameCase{"k8s/deployment.yaml", {"lit-container-files note"}},
           NameCase{"infra/main.tf", {"lit-container-files note"}},
           NameCase{"languages/dockerfile.js", {}},
           NameCase{"languages/Dockerfile.js", {}},
           NameCase{"dockerfile/dockerfile.d.ts", {}},
           NameCase{"lib/k8s/api.js", {}},
       }) {
    EXPECT_EQ(checks_of(path), checks) << path;
  }
}

TEST(Litter, CoverageIsToldByWhatIsInIt) {
  for (const auto& [path, checks] : {
           NameCase{".nyc_output/a.json", {"lit-coverage-report medium"}},
           NameCase{"coverage/lcov.info", {"lit-coverage-report medium"}},
           NameCase{"coverage/coverage-final.json", {"lit-coverage-report medium"}},
           NameCase{"junit-report.xml", {"lit-coverage-report medium"}},
           NameCase{"coverage/coverage.js", {}},
           NameCase{"coverage/index.html", {}},
           NameCase{"lib/test-results/index.js", {}},
           NameCase{"test-results/a.png", {"lit-coverage-report medium"}},
       }) {
    EXPECT_EQ(checks_of(path), checks) << path;
  }
  EXPECT_THAT(checks_of("coverage/index.html", "<title>Code coverage report for All files</title>"),
              ElementsAre("lit-coverage-report medium"));
}

TEST(Litter, IsNotNamedWhereCredentialsAre) {
  EXPECT_THAT(checks_of(".vscode/.env", "A="), ElementsAre("cred-dotenv medium"));
}

TEST(Litter, OfSeveralKindsIsNamedOnce) {
  EXPECT_THAT(checks_of(".turbo/build.log"), ElementsAre("lit-build-cache medium"));
  EXPECT_THAT(checks_of(".github/a.js~"), ElementsAre("lit-backup-file medium"));
  EXPECT_THAT(checks_of(".git/index.lock~"), ElementsAre("lit-vcs-directory high"));
}

std::vector<Finding> joined(std::vector<std::string> paths) {
  std::vector<Finding> found;
  for (const std::string& path : paths) check_file({path, "", 0644}, {path, {}, {}}, found);
  std::vector<Finding*> pointers;
  for (Finding& finding : found) pointers.push_back(&finding);
  join_causes(pointers);
  std::erase_if(found, [](const Finding& finding) { return finding.rule_id.empty(); });
  return found;
}

TEST(JoinedFindings, OfADirectoryAreOne) {
  const auto found = joined({"a/.idea/b.xml", "a/.idea/a/c.xml", "a/.idea/.vscode/d", ".idea/e"});
  ASSERT_EQ(found.size(), 2U);
  const Finding& first = found[0].location.path == ".idea/e" ? found[1] : found[0];
  EXPECT_EQ(first.location.path, "a/.idea/.vscode/d");
  EXPECT_EQ(first.also.size(), 2U);
  EXPECT_EQ(first.also[1].location.path, "a/.idea/b.xml");
  EXPECT_THAT(first.message, HasSubstr("3 files in `a/.idea/`"));
  EXPECT_THAT(first.fix, HasSubstr("`a/.idea/`"));
}

TEST(JoinedFindings, AreNotThoseOfFilesThatAreAlikeByName) {
  EXPECT_EQ(joined({"a/x.iml", "a/y.iml", "a.js~", "b.js~"}).size(), 4U);
}

TEST(JoinedFindings, KeepSomeOfTheirPlacesAndCountAll) {
  std::vector<std::string> paths;
  for (int i = 0; i < 300; ++i) paths.push_back(".git/" + std::to_string(1000 + i));
  const auto found = joined(paths);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].also.size(), kMostPlaces);
  EXPECT_EQ(found[0].also.front().location.path, ".git/1001");
  EXPECT_THAT(found[0].message, HasSubstr("300 files"));
}

TEST(LitterTests, AreCountedOnce) {
  EXPECT_THAT(hits_of("lit-tests", {{"test/a.js", "1"},
                                    {"b.spec.ts", "2"},
                                    {"lib.js", "long enough for both and the manifest"}}),
              ElementsAre("note b.spec.ts:1:1"));
  EXPECT_THAT(hits_of("lit-tests", {{"test/a.js", std::string(100, 'a')}}),
              ElementsAre("medium test/a.js:1:1"));
  EXPECT_THAT(hits_of("lit-tests", {{"latest/a.js", "1"}, {"node_modules/a/test/b.js", "1"}}),
              IsEmpty());
  EXPECT_THAT(hits_of_manifest("lit-tests", R"("main": "./test/a.js")", {{"test/a.js", "1"}}),
              IsEmpty());
}

TEST(LitterDocsAndMedia, AreNamedWhereTheyAreMost) {
  const std::string much(500, 'a');
  EXPECT_THAT(hits_of("lit-docs-and-media", {{"docs/a.md", much}, {"index.js", "1"}}),
              ElementsAre("note docs/a.md:1:1"));
  EXPECT_THAT(hits_of("lit-docs-and-media", {{"a.png", much}, {"index.js", much + much}}),
              IsEmpty());
  EXPECT_THAT(hits_of_manifest("lit-docs-and-media", R"("keywords": ["icons"])", {{"a.png", much}}),
              IsEmpty());
  EXPECT_THAT(hits_of_manifest("lit-docs-and-media", R"("exports": {"./*": "./img/*.svg"})",
                               {{"img/a.svg", much}}),
              IsEmpty());
}

TEST(LitterToolConfig, IsWhatNoManifestNames) {
  EXPECT_THAT(hits_of("lit-tool-config", {{".eslintrc.json", ""}, {"tsconfig.build.json", ""}}),
              ElementsAre("note .eslintrc.json:1:1"));
  EXPECT_THAT(hits_of_manifest("lit-tool-config", R"("files": ["./tsconfig.json"])",
                               {{"tsconfig.json", ""}}),
              IsEmpty());
  EXPECT_THAT(hits_of("lit-tool-config", {{"lib/tsconfig.js", ""}}), IsEmpty());
}

TEST(LitterHiddenFile, IsWhatNothingElseNames) {
  EXPECT_THAT(hits_of("lit-hidden-file", {{".unknown-tool/state.json", ""},
                                          {".unknown-tool/b.json", ""},
                                          {"lib/.other", ""},
                                          {".npmignore", ""},
                                          {".idea/a", ""},
                                          {".eslintrc", ""},
                                          {".github/FUNDING.yml", ""}}),
              ElementsAre("note .unknown-tool/b.json:1:1"));
  const auto found = found_in_package({{".unknown-tool/state.json", ""}, {"lib/.other", ""}});
  const auto hidden = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
    return finding.rule_id == "lit-hidden-file";
  });
  ASSERT_NE(hidden, found.end());
  EXPECT_THAT(hidden->message, HasSubstr("2 files: `.unknown-tool`, `lib/.other`."));
  EXPECT_THAT(hits_of("lit-hidden-file", {{"lib/a.b/c", ""}, {"a.", ""}}), IsEmpty());
}

TEST(LitterOwnTarball, IsNamedAsNpmNamesIt) {
  const auto hits = [](const std::string& name, const std::string& path) {
    return hits_of(
        "lit-own-tarball",
        {{"package.json", R"({"name": ")" + name + R"(", "version": "1.0.0"})"}, {path, ""}});
  };
  EXPECT_THAT(hits("@a/b", "packs/a-b-0.9.0.tgz"), ElementsAre("medium packs/a-b-0.9.0.tgz:1:1"));
  EXPECT_THAT(hits("demo", "demo-v1.0.0.tgz"), ElementsAre("medium demo-v1.0.0.tgz:1:1"));
  EXPECT_THAT(hits("demo", "demo-cli-1.0.0.tgz"), IsEmpty());
  EXPECT_THAT(hits("demo", "other-1.0.0.tgz"), IsEmpty());
  EXPECT_THAT(hits("demo", "demo-.tgz"), IsEmpty());
}

TEST(BuildOutput, IsWhatOthersLoadAndWhatFilesLists) {
  const auto manifest = *parse_json(
      R"({"main": "./index.js", "exports": {".": {"import": "./esm/a/b.mjs"}, "./*": "./lib/*.js"},
          "bin": {"x": "bin/x.js"}, "files": ["dist/", "types/**/*.d.ts", "*.cjs", "*", ".",
          "!out", "a.txt"]})",
      "");
  const BuildOutput output(manifest);
  for (const std::string path : {"index.js", "esm/a/b.mjs", "esm/a/c.js", "lib/d/e.js", "bin/y",
                                 "dist/a", "types/a", "x.cjs", "a.txt"}) {
    EXPECT_TRUE(output.contains(path)) << path;
  }
  for (const std::string path : {"other.js", "esm/c.js", "out/a", "x.js", "src/x.cjs", "distant"}) {
    EXPECT_FALSE(output.contains(path)) << path;
  }
}

}  // namespace
}  // namespace packwarden
