// The facts were found by running npm 11.19.1 on such a tree.

#include "npm/pack_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/links_inside.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;

/// "SHOWN: DIRECTORY" of each package; what went wrong otherwise.
std::vector<std::string> packages_of(const PackRequest& request) {
  const auto run = packages_of_run(request);
  if (!run) return {run.error().where + ": " + run.error().what};
  std::vector<std::string> out;
  for (const RequestedPackage& package : *run) {
    out.push_back(package.shown + ": " + package.directory);
  }
  return out;
}

std::vector<std::string> directories_of(const Result<std::vector<RequestedPackage>>& run) {
  std::vector<std::string> out;
  if (!run) return out;
  for (const RequestedPackage& package : *run) out.push_back(package.directory);
  return out;
}

PackRequest request_for(std::vector<std::string> workspaces) {
  PackRequest request;
  request.workspaces = std::move(workspaces);
  return request;
}

class PackRunTest : public ::testing::Test {
 protected:
  PackRunTest() {
    tree_.write("package.json", R"({"name":"root","version":"1.0.0","workspaces":["packages/*"]})");
    for (const std::string name : {"a", "b"}) {
      tree_.write("packages/" + name + "/package.json",
                  R"({"name":"@s/)" + name + R"(","version":"1.0.0"})");
    }
    tree_.write("packages/a/sub/x.js", "x");
    tree_.write("packages/b/node_modules/c/package.json", R"({"name":"c","version":"1"})");
    tree_.write("other/package.json", R"({"name":"other","version":"1.0.0"})");
  }

  /// The packages of a run in a directory of the tree.
  [[nodiscard]] std::vector<std::string> in(const std::string& directory,
                                            const PackRequest& request = {}) const {
    const WorkingDirectory here(tree_.path(directory));
    return packages_of(request);
  }

  [[nodiscard]] std::string real(const std::string& path) const {
    return std::filesystem::canonical(tree_.path()).string() + "/" + path;
  }

  TemporaryDirectory tree_;
};

TEST_F(PackRunTest, WithoutOptionsPacksTheDirectoryOrItsWorkspace) {
  EXPECT_THAT(in(""), ElementsAre(".: "));
  EXPECT_THAT(in("other"), ElementsAre(".: "));
  EXPECT_THAT(in("packages/a"), ElementsAre(".: packages/a"));
  EXPECT_THAT(in("packages/a/sub"), ElementsAre("..: packages/a"));
  EXPECT_THAT(in("packages"), ElementsAre(".: "))
      << "the project is further up, and is no workspace";
  EXPECT_THAT(in("packages/b/node_modules/c"), ElementsAre(".: "));
}

TEST_F(PackRunTest, AnArgumentIsPackedByItself) {
  PackRequest request;
  request.directory = "packages/a";
  EXPECT_THAT(in("", request), ElementsAre("packages/a: "));
  request.directory = "../b";
  EXPECT_THAT(in("packages/a", request), ElementsAre("../b: "));
}

TEST_F(PackRunTest, AnArgumentThatIsAWorkspaceGetsANoteWhereThatMatters) {
  const WorkingDirectory here(tree_.path());
  PackRequest request;
  request.directory = "packages/a";
  EXPECT_EQ(packages_of_run(request)->front().note, "") << "there are no ignore files above";
  tree_.write(".gitignore", "dist\n");
  EXPECT_EQ(packages_of_run(request)->front().note,
            "this is what `npm pack packages/a` packs. Run inside of the directory, which is a "
            "workspace, npm also heeds the ignore files above it: --workspace packages/a does so");
  request.directory = "other";
  EXPECT_EQ(packages_of_run(request)->front().note, "");
}

TEST_F(PackRunTest, NoWorkspacesKeepsToTheDirectory) {
  PackRequest request;
  request.scope = WorkspaceScope::none;
  EXPECT_THAT(in("packages/a", request), ElementsAre(".: "));
}

TEST_F(PackRunTest, AllWorkspacesComeInTheOrderOfTheField) {
  PackRequest request;
  request.scope = WorkspaceScope::all;
  EXPECT_THAT(in("", request), ElementsAre("packages/a: packages/a", "packages/b: packages/b"));
  EXPECT_THAT(in("packages", request), ElementsAre("a: packages/a", "b: packages/b"));
  EXPECT_THAT(in("packages/a", request), ElementsAre(".: packages/a"))
      << "from within a workspace npm takes that one alone";
}

TEST_F(PackRunTest, TheRootIsAddedInFrontAndOnlyToARunForWorkspaces) {
  PackRequest request;
  request.root = WorkspaceRoot::included;
  EXPECT_THAT(in("", request), ElementsAre(".: "));
  EXPECT_THAT(in("packages/a", request), ElementsAre("../..: ", ".: packages/a"));
  request.scope = WorkspaceScope::all;
  EXPECT_THAT(in("", request),
              ElementsAre(".: ", "packages/a: packages/a", "packages/b: packages/b"));
}

TEST_F(PackRunTest, AWorkspaceWithTheNameOfTheRootTakesItsPlace) {
  tree_.write("packages/c/package.json", R"({"name":"root","version":"1.0.0"})");
  PackRequest request;
  request.root = WorkspaceRoot::included;
  request.scope = WorkspaceScope::all;
  EXPECT_THAT(in("", request), ElementsAre("packages/c: packages/c", "packages/a: packages/a",
                                           "packages/b: packages/b"));
}

TEST_F(PackRunTest, TheNpmrcOfTheProjectChoosesWhereTheOptionsDoNot) {
  PackRequest all;
  all.scope = WorkspaceScope::all;
  PackRequest none;
  none.scope = WorkspaceScope::none;
  struct Row {
    std::string npmrc;
    std::string directory;
    PackRequest request;
    std::vector<std::string> directories;  // nothing where npm fails
  };
  const std::vector<std::string> a_alone = {"packages/a"};
  const std::vector<std::string> b_alone = {"packages/b"};
  const std::vector<std::string> a_and_b = {"packages/a", "packages/b"};
  const std::vector<std::string> root = {""};
  const std::vector<Row> rows = {
      {"workspace=packages/a", "", {}, a_alone},
      {"workspace=@s/a", "packages/b", {}, a_alone},
      {"workspace=@s/a", "", request_for({"@s/b"}), b_alone},
      {"workspace=@s/a", "", all, a_alone},
      {"workspace=@s/a", "", none, {}},
      {"workspaces", "", {}, a_and_b},
      {"workspaces", "packages/a", {}, a_alone},
      {"workspaces", "", none, root},
      {"workspaces=false", "", {}, root},
      {"workspaces=false", "", all, a_and_b},
      {"workspaces=false", "packages/a", all, a_alone},
      {"workspaces=false", "packages/a", {}, {}},
      {"workspaces=false", "", request_for({"@s/b"}), {}},
      {"include-workspace-root", "", {}, root},
      {"include-workspace-root", "packages/a", {}, {"", "packages/a"}},
      {"include-workspace-root=false", "packages/a", {}, a_alone},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.npmrc + " in /" + row.directory);
    tree_.write(".npmrc", row.npmrc + "\n");
    const WorkingDirectory here(tree_.path(row.directory));
    const auto run = packages_of_run(row.request);
    EXPECT_EQ(directories_of(run), row.directories);
    if (!run) {
      EXPECT_TRUE(run.error().is_refusal);
    }
  }
}

TEST_F(PackRunTest, ANoteSaysThatTheNpmrcChooses) {
  const WorkingDirectory here(tree_.path("packages/b"));
  tree_.write(".npmrc", "workspace=@s/a\n");
  EXPECT_EQ(packages_of_run({})->front().note,
            "the .npmrc of the project chooses among workspaces");
}

TEST_F(PackRunTest, AnArgumentIsPackedByItselfWhateverTheNpmrcSays) {
  tree_.write(".npmrc", "workspaces\n");
  PackRequest request;
  request.directory = "packages/a";
  EXPECT_THAT(in("", request), ElementsAre("packages/a: "));
}

TEST_F(PackRunTest, AGlobstarDoesNotTakeLinks) {
  if (links_are_refused_here()) GTEST_SKIP();
  std::filesystem::create_directory_symlink(".", tree_.path("packages/a/link"));
  PackRequest request;
  request.scope = WorkspaceScope::all;
  tree_.write("package.json", R"({"name":"root","workspaces":["./**/"]})");
  EXPECT_THAT(in("packages", request),
              ElementsAre("../other: other", "a: packages/a", "b: packages/b"));
  tree_.write("package.json", R"({"name":"root","workspaces":["packages/a/*"]})");
  EXPECT_THAT(in("", request), ElementsAre("packages/a/link: packages/a"));
}

TEST_F(PackRunTest, WorkspacesAreChosenByNamePathAndDirectory) {
  const std::vector<std::string> both = {"packages/a: packages/a", "packages/b: packages/b"};
  const std::vector<std::string> turned = {both[1], both[0]};
  EXPECT_EQ(in("", request_for({"@s/a", "packages/b"})), both);
  EXPECT_EQ(in("", request_for({"packages/b", "@s/a"})), turned);
  EXPECT_EQ(in("", request_for({"packages"})), both);
  EXPECT_EQ(in("", request_for({"./packages/", "@s/b"})), both);
  EXPECT_EQ(in("", request_for({"pack*"})), both);
  EXPECT_EQ(in("", request_for({real("packages/b")})), std::vector{both[1]});
  EXPECT_THAT(in("packages/a", request_for({"../b"})), ElementsAre("../b: packages/b"));
  EXPECT_THAT(in("packages/a", request_for({"@s/b"})), ElementsAre("../b: packages/b"));
  EXPECT_THAT(in("packages", request_for({"a"})), ElementsAre("a: packages/a"));
}

TEST_F(PackRunTest, ADirectoryWithOptionsIsWhereNpmRuns) {
  PackRequest request = request_for({"@s/b"});
  request.directory = "packages/a";
  EXPECT_THAT(in("", request), ElementsAre("packages/b: packages/b"));
}

TEST_F(PackRunTest, WhatNoWorkspaceMatchesIsNamed) {
  const std::string manifest = real("package.json");
  for (const std::string name : {"nope", "packages/*", "."}) {
    EXPECT_THAT(
        in("", request_for({name})),
        ElementsAre(manifest + ": names no workspace that --workspace or .npmrc chooses: " + name));
  }
  EXPECT_THAT(in("packages/a", request_for({"packages/b"})),
              ElementsAre(manifest +
                          ": names no workspace that --workspace or .npmrc chooses: packages/b"));
  PackRequest request;
  request.scope = WorkspaceScope::all;
  EXPECT_THAT(in("other", request),
              ElementsAre(real("other/package.json") + ": names no workspaces that exist"));
}

TEST_F(PackRunTest, AnUnreadableManifestFurtherUpIsPassedOver) {
  tree_.write("packages/package.json", "no JSON");
  EXPECT_THAT(in("packages/a"), ElementsAre(".: packages/a"));
}

TEST_F(PackRunTest, AWorkspaceMayBeALink) {
  if (links_are_refused_here()) GTEST_SKIP();
  tree_.write("real/package.json", R"({"name":"q","version":"1.0.0"})");
  tree_.link("packages/q", "../real");
  EXPECT_THAT(in("", request_for({"q"})), ElementsAre("packages/q: real"));
}

TEST_F(PackRunTest, ProgramsThatNpmCannotReadCountAsAnUnreadableManifest) {
  tree_.write("package.json", R"({"name":"root","bin":[1],"workspaces":["packages/*"]})");
  EXPECT_THAT(in("packages/a"), ElementsAre(".: "));
  EXPECT_THAT(in("", request_for({"@s/a"})),
              ElementsAre(real("package.json") + ": \"bin\" must hold strings"));
}

TEST_F(PackRunTest, AFaultInTheWorkspacesFurtherUpIsAnError) {
  tree_.write("package.json", R"({"name":"root","version":"1","workspaces":"packages/*"})");
  EXPECT_THAT(in("packages/a"),
              ElementsAre(real("package.json (workspaces)") +
                          ": must be an array or an object with an array \"packages\", it is of "
                          "type string"));
}

TEST_F(PackRunTest, OnlyTheRootNeedsToKnowTheOthers) {
  const WorkingDirectory here(tree_.path());
  PackRequest request;
  request.scope = WorkspaceScope::all;
  request.root = WorkspaceRoot::included;
  const auto run = packages_of_run(request);
  ASSERT_TRUE(run);
  ASSERT_EQ(run->size(), 3U);
  EXPECT_THAT(*(*run)[0].chosen, ElementsAre("", "packages/a", "packages/b"));
  EXPECT_THAT(*(*run)[1].chosen, IsEmpty());
  EXPECT_EQ((*run)[2].root + "/", real(""));
}

TEST_F(PackRunTest, AMissingDirectoryIsNamed) {
  PackRequest request = request_for({"a"});
  request.directory = "none";
  EXPECT_THAT(in("", request), ElementsAre(EndsWith("none: no such file or directory")));
}

}  // namespace
}  // namespace packwarden
