#include "check/modifiers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "check/checked.h"
#include "check/release.h"
#include "source/package_source.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A package in a repository of git.
class InARepository : public testing::Test {
 protected:
  void SetUp() override {
    if (!git("init")) GTEST_SKIP() << "there is no git";
    root_.write("index.js", "1");
  }

  /// Whether git did as told, in this repository and no other.
  [[nodiscard]] bool git(const std::string& arguments) const {
    const std::string command = "env -i PATH=\"$PATH\" HOME=" + root_.path() + " git -C " +
                                root_.path() + " " + arguments + " >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  }

  void manifest(const std::string& members) const {
    root_.write("package.json", R"({"name": "demo", "version": "1.0.0")" + members + "}");
  }

  /// Commits all that is there.
  void add_all() const { ASSERT_TRUE(git("add -A")); }

  [[nodiscard]] TargetReport report(GitMode mode = GitMode::automatic) const {
    PackageSource source(root_.path());
    AuditOptions options;
    options.git = mode;
    return audit(source, database(), Policy(), options);
  }

  [[nodiscard]] std::vector<std::string> untracked() const {
    return hits_in("lit-untracked-file", report());
  }

  TemporaryDirectory root_;
};

constexpr std::string_view kUnknown = "Origin: unknown";

TEST_F(InARepository, WhatIsTrackedIsExpected) {
  manifest("");
  root_.write("lib/.idea/a.xml", "1");
  add_all();
  EXPECT_THAT(untracked(), IsEmpty());
  EXPECT_THAT(hits_in("lit-editor-directory", report()), ElementsAre("medium lib/.idea/a.xml"));
  EXPECT_THAT(report().notes, Not(Contains(HasSubstr(kUnknown))));
}

TEST_F(InARepository, WhatIsNotIsNamedByDirectory) {
  manifest("");
  add_all();
  root_.write("notes/a/todo.md", "1");
  root_.write("notes/b.md", "1");
  root_.write("scratch.js", "1");
  EXPECT_THAT(untracked(), ElementsAre("medium notes/a/todo.md", "medium scratch.js"));
}

TEST_F(InARepository, WhatIsIgnoredIsNamedAsSuch) {
  manifest("");
  root_.write(".gitignore", "tmp\n");
  root_.write(".npmignore", "x\n");
  add_all();
  root_.write("tmp/a.txt", "1");
  root_.write("tmp/b.txt", "1");
  const TargetReport found = report();
  EXPECT_THAT(hits_in("lit-untracked-file", found), ElementsAre("medium tmp/a.txt"));
  for (const Judged& judged : found.findings) {
    if (judged.finding.rule_id != "lit-untracked-file") continue;
    EXPECT_THAT(judged.finding.message, HasSubstr("2 files in `tmp/`, and git is told to ignore"));
  }
}

TEST_F(InARepository, WhatABuildWritesIsExpected) {
  manifest(
      R"(, "main": "./index.js", "module": "esm/index.mjs", "files": ["dist", "esm", "x.js"])");
  root_.write(".gitignore", "dist\nesm\nREADME.md\n");
  add_all();
  root_.write("dist/a.js", "1");
  root_.write("esm/index.mjs", "1");
  root_.write("esm/other.mjs", "1");
  root_.write("x.js", "1");
  root_.write("README.md", "copied");
  EXPECT_THAT(untracked(), IsEmpty());
}

TEST_F(InARepository, TheRootIsNoBuildOutput) {
  manifest(R"(, "main": "index.js")");
  add_all();
  root_.write("token.txt", "1");
  EXPECT_THAT(untracked(), ElementsAre("medium token.txt"));
}

TEST_F(InARepository, FindingsInWhatIsNotAreRaised) {
  manifest(R"(, "main": "dist/index.js")");
  add_all();
  root_.write(".idea/a.xml", "1");
  root_.write("dist/index.js", "1");
  root_.write("dist/a.log", "1");
  root_.write("Dockerfile", "FROM scratch");
  const TargetReport found = report();
  EXPECT_THAT(hits_in("lit-editor-directory", found), ElementsAre("high .idea/a.xml"));
  EXPECT_THAT(hits_in("lit-log-file", found), ElementsAre("medium dist/a.log"));
  EXPECT_THAT(hits_in("lit-container-files", found), ElementsAre("medium Dockerfile"));
  EXPECT_THAT(hits_in("lit-untracked-file", found), IsEmpty());
}

TEST_F(InARepository, WhatWasInstalledOrIsInASubmoduleIsNotKnown) {
  manifest(R"(, "bundleDependencies": ["d"], "dependencies": {"d": "1"})");
  root_.write("module/a.js", "1");
  ASSERT_TRUE(git("init module"));
  ASSERT_TRUE(git("-C module -c user.name=a -c user.email=b add -A"));
  ASSERT_TRUE(git("-C module -c user.name=a -c user.email=b commit -m a"));
  root_.write(".gitignore", "node_modules\n");
  add_all();
  root_.write("node_modules/d/package.json", R"({"name": "d", "version": "1.0.0"})");
  EXPECT_THAT(untracked(), IsEmpty());
}

TEST_F(InARepository, APackageThatABuildMadeIsNotKnown) {
  root_.write(".gitignore", "package.json\n");
  add_all();
  manifest("");
  root_.write("a.txt", "1");
  EXPECT_THAT(untracked(), IsEmpty());
  EXPECT_THAT(report().notes, Contains(HasSubstr(kUnknown)));
}

TEST_F(InARepository, NobodyIsAskedWithoutNeed) {
  manifest("");
  add_all();
  root_.write("a.txt", "1");
  EXPECT_THAT(hits_in("lit-untracked-file", report(GitMode::off)), IsEmpty());
  EXPECT_THAT(report(GitMode::off).notes, Contains(HasSubstr(kUnknown)));
}

TEST(Origins, OutsideOfARepositoryAreUnknown) {
  TemporaryDirectory root;
  root.write("package.json", R"({"name": "demo", "version": "1.0.0"})");
  PackageSource source(root.path());
  ASSERT_TRUE(source.open());
  EXPECT_THAT(source.origins(), IsEmpty());
}

TEST(Origin, IsOneStepAndNeverToCritical) {
  struct Case {
    Severity before;
    Severity after;
    std::string rule_id;
  };
  std::vector<PackedPath> files = {{"a", 0, 0644, EntryKind::file}};
  files[0].origin = Origin::untracked;
  const PackageView package(files, {}, nullptr, {});
  for (const auto& [before, after, rule_id] : {
           Case{Severity::note, Severity::medium, "env-home-path"},
           Case{Severity::medium, Severity::high, "lit-log-file"},
           Case{Severity::high, Severity::high, "lit-vcs-directory"},
           Case{Severity::critical, Severity::critical, "cred-dotenv"},
           Case{Severity::note, Severity::note, "pkg-engines"},
           Case{Severity::note, Severity::note, "lit-tests"},
       }) {
    Finding finding;
    finding.kind = FindingKind::content;
    finding.rule_id = rule_id;
    finding.severity = before;
    finding.location.path = "a";
    modify_severities(package, {&finding});
    EXPECT_EQ(finding.severity, after) << rule_id;
  }
}

/// A release of files, by path and digest.
Release release_with(const std::vector<std::pair<std::string, std::string>>& files) {
  Release out;
  for (const auto& [path, digest] : files) out.files.push_back({path, 0, 0644, digest});
  return out;
}

/// What a finding in `file` is after a release.
Severity severity_after(const Release& before, PackedPath file, Severity severity,
                        const std::string& rule_id = "lit-log-file") {
  const std::vector<PackedPath> files = {std::move(file)};
  PackageView package(files, {}, nullptr, {});
  package.compare_with(&before);
  Finding finding;
  finding.kind = FindingKind::content;
  finding.rule_id = rule_id;
  finding.severity = severity;
  finding.location.path = files[0].path;
  modify_severities(package, {&finding});
  return finding.severity;
}

PackedPath packed(const std::string& path, const std::string& digest) {
  PackedPath out = {path, 0, 0644, EntryKind::file};
  out.sha256 = digest;
  return out;
}

TEST(Novelty, RaisesByOneStepAndLowersWhatIsMedium) {
  struct Case {
    PackedPath file;
    Severity before;
    Severity after;
  };
  const Release release = release_with({{"dist/chunk-VBDAOXYI.js", "3"},
                                        {"dist/index-4f3a2b1c.js", "3"},
                                        {"lib/x-arm64-1.9.2.node", "4"},
                                        {"old.js", "1"}});
  const std::vector<Case> rows = {
      {packed("new.js", "9"), Severity::note, Severity::medium},
      {packed("new.js", "9"), Severity::medium, Severity::high},
      {packed("new.js", "9"), Severity::high, Severity::high},
      {packed("old.js", "2"), Severity::medium, Severity::medium},
      {packed("old.js", "1"), Severity::medium, Severity::note},
      {packed("old.js", "1"), Severity::note, Severity::note},
      {packed("old.js", "1"), Severity::high, Severity::high},
      {packed("old.js", "1"), Severity::critical, Severity::critical},
      {packed("moved.js", "1"), Severity::medium, Severity::medium},
      {packed("dist/index-9e8d7c6b.js", "9"), Severity::medium, Severity::medium},
      {packed("dist/chunk-3U67GMGS.js", "9"), Severity::note, Severity::note},
      {packed("lib/x-arm64-1.10.0.node", "9"), Severity::note, Severity::note},
      {packed("dist/other-9e8d7c6b.js", "9"), Severity::medium, Severity::high},
  };
  for (const Case& row : rows) {
    EXPECT_EQ(severity_after(release, row.file, row.before), row.after)
        << row.file.path << " " << name_of(row.before);
  }
}

TEST(Novelty, IsNothingToChecksOfThePackageAndToPractices) {
  const Release release = release_with({});
  for (const char* id : {"pkg-engines", "dif-new-kind", "lit-tests", "practice-dynamic-code"}) {
    EXPECT_EQ(severity_after(release, packed("new.js", "9"), Severity::note, id), Severity::note)
        << id;
  }
}

TEST(Novelty, AndOriginAreOneStepTogether) {
  const Release release = release_with({{"old.js", "1"}});
  PackedPath fresh = packed("new.js", "9");
  fresh.origin = Origin::untracked;
  EXPECT_EQ(severity_after(release, fresh, Severity::note), Severity::medium);
  PackedPath same = packed("old.js", "1");
  same.origin = Origin::untracked;
  EXPECT_EQ(severity_after(release, same, Severity::medium), Severity::medium);
}

}  // namespace
}  // namespace packwarden
