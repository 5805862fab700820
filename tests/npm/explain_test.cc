#include "npm/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "npm/memory_tree.h"
#include "npm/workspaces.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

MemoryTree& with(MemoryTree& tree, const std::vector<std::string>& files) {
  for (const std::string& file : files) tree.add_file(file, "");
  return tree;
}

Explanation explained(const FileTree& tree, const std::string& path, int npm = 11,
                      PackContext context = {}) {
  const auto text = tree.read("package.json", kMaxManifestBytes);
  EXPECT_TRUE(text);
  const auto manifest = parse_manifest(text ? *text : "", "package.json");
  EXPECT_TRUE(manifest);
  context.profile = *profile_of(npm);
  auto out = explain(tree, *manifest, context, path);
  EXPECT_TRUE(out) << out.error().where << ": " << out.error().what;
  return out ? std::move(*out) : Explanation();
}

/// "PATH in ORIGIN TEXT" and the like, a line a step: its last rule.
std::vector<std::string> deciders(const Explanation& explanation) {
  std::vector<std::string> out;
  for (const ExplainedStep& step : explanation.steps) {
    const bool is_in = step.included || step.entered != Entered::no;
    std::string line = step.path + (is_in ? " in" : " out");
    if (!step.rules.empty()) {
      line += " " + step.rules.back().origin.text() + " " + step.rules.back().text;
    }
    out.push_back(std::move(line));
  }
  return out;
}

/// "KIND FILE PLACE TEXT…" and the side effects.
std::vector<std::string> edits_of(const Explanation& explanation) {
  std::vector<std::string> out;
  for (const SuggestedEdit& suggested : explanation.edits) {
    const PackEdit& edit = suggested.edit;
    std::string line = std::string(name_of(edit.kind)) + " " + edit.file;
    if (edit.place > 0) line += " " + std::to_string(edit.place);
    for (const std::string& text : edit.texts) line += " " + text;
    if (!edit.repeated.empty()) line += " after " + edit.repeated;
    if (suggested.side_effects() > 0) {
      line += " +" + std::to_string(suggested.also_packed) + " -" +
              std::to_string(suggested.also_left_out);
    }
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<std::string> ignore_files_of(const Explanation& explanation) {
  std::vector<std::string> out;
  for (const IgnoreFileUse& file : explanation.ignore_files) {
    out.push_back(file.path + " " + std::string(name_of(file.role)));
  }
  return out;
}

const std::string kFiles = R"({"name":"x","version":"1.0.0",
"main":"dist/main.js",
"files":[
  "dist",
  "!dist/old"
]})";
const std::string kPlain = R"({"name":"x","version":"1.0.0"})";

class ExplainTest : public ::testing::Test {
 protected:
  void pack(const std::string& manifest, const std::vector<std::string>& files) {
    tree_.add_file("package.json", manifest);
    with(tree_, files);
  }

  MemoryTree tree_;
};

TEST_F(ExplainTest, NamesTheEntryOfFilesWithItsLine) {
  pack(kFiles, {"dist/main.js", "dist/a.js", "dist/old/b.js", "src/a.ts"});
  const Explanation in = explained(tree_, "./dist/a.js");
  EXPECT_EQ(in.path, "dist/a.js");
  EXPECT_EQ(in.verdict, PathVerdict::packed);
  EXPECT_THAT(deciders(in), ElementsAre("dist in package.json:4 (files[0]) dist",
                                        "dist/a.js in package.json:4 (files[0]) dist"));
  EXPECT_THAT(edits_of(in), ElementsAre("add-files-entry package.json !dist/a.js"));
  const Explanation out = explained(tree_, "src/a.ts");
  EXPECT_EQ(out.verdict, PathVerdict::left_out);
  EXPECT_THAT(deciders(out), ElementsAre("src out package.json:3 (files) "));
  EXPECT_THAT(edits_of(out), ElementsAre("add-files-entry package.json src/a.ts"));
}

TEST_F(ExplainTest, RemovesAnEntryThatNamesThePath) {
  pack(kFiles, {"dist/main.js", "dist/old/b.js"});
  const Explanation old = explained(tree_, "dist/old");
  EXPECT_EQ(old.type, FileType::directory);
  EXPECT_THAT(deciders(old), ElementsAre("dist in package.json:4 (files[0]) dist",
                                         "dist/old out package.json:5 (files[1]) !dist/old"));
  EXPECT_THAT(edits_of(old), ElementsAre("remove-files-entry package.json 1 !dist/old"));
}

TEST_F(ExplainTest, SaysThatNothingExcludes) {
  pack(kPlain, {"lib/a.js"});
  const Explanation in = explained(tree_, "lib/a.js");
  EXPECT_THAT(deciders(in), ElementsAre("lib in", "lib/a.js in"));
  EXPECT_THAT(edits_of(in), ElementsAre("create-npmignore .npmignore /lib/a.js"));
}

TEST_F(ExplainTest, NamesTheLineOfANestedIgnoreFile) {
  pack(kPlain, {"lib/a.map", "lib/b.map"});
  tree_.add_file("lib/.npmignore", "# maps\n\n*.map\n");
  tree_.add_file("lib/.gitignore", "*.js\n");
  tree_.add_file(".npmignore", "test\n");
  const Explanation out = explained(tree_, "lib/a.map");
  EXPECT_THAT(deciders(out), ElementsAre("lib in", "lib/a.map out lib/.npmignore:3 *.map"));
  EXPECT_THAT(ignore_files_of(out), ElementsAre(".npmignore silent", "lib/.npmignore matches",
                                                "lib/.gitignore behind-npmignore"));
  EXPECT_THAT(edits_of(out), ElementsAre("add-lines lib/.npmignore !/a.map"));
}

TEST_F(ExplainTest, RepeatsTheGitignoreRatherThanChangeIt) {
  pack(kPlain, {"a.log", "b.log"});
  tree_.add_file(".gitignore", "*.log\n");
  EXPECT_THAT(edits_of(explained(tree_, "a.log")),
              ElementsAre("create-npmignore .npmignore !/a.log after .gitignore"));
}

TEST_F(ExplainTest, OpensADirectoryForOneFileAlone) {
  pack(kPlain, {"dist/a.js", "dist/b.js"});
  tree_.add_file(".npmignore", "dist\n");
  const Explanation out = explained(tree_, "dist/a.js");
  EXPECT_THAT(deciders(out), ElementsAre("dist out .npmignore:1 dist"));
  // The first has fewer side effects than "!/dist/a.js" alone, which packs dist/b.js too.
  EXPECT_THAT(edits_of(out), ElementsAre("add-lines .npmignore /dist/** !/dist/a.js",
                                         "add-lines .npmignore !/dist/a.js +1 -0"));
}

TEST_F(ExplainTest, CountsTheOtherFilesThatAnEditChanges) {
  pack(R"({"name":"x","version":"1.0.0","files":["lib/[ab].js"]})", {"lib/[a].js", "lib/b.js"});
  tree_.add_file("lib/.npmignore", "b.js\n");
  const Explanation out = explained(tree_, "lib/b.js");
  EXPECT_THAT(edits_of(out), ElementsAre("remove-line lib/.npmignore 1 b.js"));
}

TEST_F(ExplainTest, TriesABoundedNumberOfEdits) {
  std::string directory;
  pack(R"({"name":"x","version":"1.0.0","files":["a"]})", {});
  for (int i = 0; i < 60; ++i) {
    directory += "d/";
    tree_.add_file(directory + ".npmignore", "x\n!y\n");
  }
  tree_.add_file(directory + "x", "");
  tree_.add_file(directory + "y", "");
  EXPECT_LE(explained(tree_, directory + "x").edits.size(), kMaxSimulations);
  EXPECT_THAT(edits_of(explained(tree_, "d")), ElementsAre("add-files-entry package.json d"));
}

TEST_F(ExplainTest, SaysWhyRootIgnoreFilesDoNotCountBesideFiles) {
  pack(kFiles, {"dist/main.js", "dist/a.js"});
  tree_.add_file(".npmignore", "dist\n");
  EXPECT_THAT(ignore_files_of(explained(tree_, "dist/a.js")),
              ElementsAre(".npmignore behind-files"));
}

TEST_F(ExplainTest, SaysThatADirectoryWasEnteredForOneFile) {
  pack(R"({"name":"x","version":"1.0.0","main":"dist/a.js"})", {"dist/a.js", "dist/b.map"});
  tree_.add_file(".npmignore", "dist\n*.map\n");
  tree_.add_file("dist/.npmignore", "!b.map\n");
  const Explanation out = explained(tree_, "dist/b.map");
  EXPECT_EQ(out.steps.front().entered, Entered::partially);
  EXPECT_THAT(ignore_files_of(out), ElementsAre(".npmignore matches", "dist/.npmignore not-asked"));
}

TEST_F(ExplainTest, WhatIsAlwaysInOrOutSaysSo) {
  pack(kFiles, {"README.md", "dist/main.js", ".npmrc", "node_modules/d/a.js", "yarn.lock"});
  struct Row {
    const char* path;
    PathVerdict verdict;
    const char* fixed;
  };
  const std::vector<Row> rows = {
      {"package.json", PathVerdict::packed, "npm always packs it"},
      {"README.md", PathVerdict::packed, "npm always packs it"},
      {".npmrc", PathVerdict::left_out, "npm never packs it"},
      {"yarn.lock", PathVerdict::left_out, "npm never packs it"},
      {"node_modules/d/a.js", PathVerdict::left_out,
       "npm packs nothing of node_modules but bundled packages"},
      {"dist", PathVerdict::packed, "npm always packs what \"main\" in package.json names"}};
  for (const int npm : {11, 12}) {
    for (const Row& row : rows) {
      const Explanation explanation = explained(tree_, row.path, npm);
      EXPECT_EQ(explanation.verdict, row.verdict) << row.path;
      EXPECT_EQ(explanation.fixed, row.fixed) << row.path;
      EXPECT_THAT(edits_of(explanation), IsEmpty()) << row.path;
    }
  }
}

TEST_F(ExplainTest, WhatNpmDoesNotLookAtSaysSo) {
  pack(kPlain, {"a*b/c.js", "a.js"});
  tree_.add("link", FileType::link);
  tree_.add("pipe", FileType::other);
  struct Row {
    const char* path;
    PathVerdict verdict;
    const char* blamed;
  };
  for (const Row& row : std::vector<Row>{{"link", PathVerdict::link, "link"},
                                         {"link/x", PathVerdict::link, "link"},
                                         {"pipe", PathVerdict::special, "pipe"},
                                         {"a*b/c.js", PathVerdict::star, "a*b"},
                                         {"b.js", PathVerdict::missing, "b.js"},
                                         {"x/y", PathVerdict::missing, "x"},
                                         {"a.js/y", PathVerdict::missing, "a.js"}}) {
    const Explanation explanation = explained(tree_, row.path);
    EXPECT_EQ(explanation.verdict, row.verdict) << row.path;
    EXPECT_EQ(explanation.blamed, row.blamed) << row.path;
    EXPECT_FALSE(explanation.fixed.empty()) << row.path;
  }
}

TEST_F(ExplainTest, RefusesWhatIsNoPathInThePackage) {
  pack(kPlain, {});
  const auto manifest = parse_manifest(kPlain, "package.json");
  PackContext context;
  for (const std::string path : {"", ".", "./", "a/.."}) {
    EXPECT_EQ(explain(tree_, *manifest, context, path).error().what,
              "names no file or directory in the package");
  }
  for (const std::string path : {"../a", "..", "/a", "a/../../b"}) {
    EXPECT_EQ(explain(tree_, *manifest, context, path).error().what,
              "is not a path in the package");
  }
}

TEST_F(ExplainTest, ABundledPackageHasItsOwnRules) {
  pack(
      R"({"name":"x","version":"1.0.0","dependencies":{"d":"1","e":"1"},
"bundleDependencies":["d","f"]})",
      {"node_modules/d/a.js", "node_modules/d/b.js", "node_modules/e/a.js", "node_modules/f/a.js"});
  tree_.add_file("node_modules/d/package.json", "{\n\"files\": [\n\"a.js\"]}");
  tree_.add_file("node_modules/d/.npmignore", "a.js");
  const Explanation in = explained(tree_, "node_modules/d/a.js");
  EXPECT_EQ(in.package, "node_modules/d");
  EXPECT_EQ(in.bundled, 1U);
  EXPECT_THAT(deciders(in),
              ElementsAre("node_modules/d/a.js in node_modules/d/package.json:3 (files[0]) a.js"));
  EXPECT_THAT(ignore_files_of(in), ElementsAre("node_modules/d/.npmignore behind-bundle"));
  EXPECT_EQ(in.fixed,
            "a bundled package is packed by its own rules; \"bundleDependencies\" decides whether "
            "it is");
  EXPECT_EQ(explained(tree_, "node_modules/e/a.js").not_bundled,
            "\"bundleDependencies\" does not name e, nor does a package that it names");
  EXPECT_EQ(explained(tree_, "node_modules/f/a.js").not_bundled,
            "\"bundleDependencies\" names f, but it is no dependency of a kind that npm bundles");
  EXPECT_EQ(explained(tree_, "node_modules").verdict, PathVerdict::packed);
}

TEST_F(ExplainTest, CountsAFileOnceThatTwoPackagesPack) {
  pack(R"({"name":"x","version":"1.0.0","main":"node_modules/d/a.js",
"dependencies":{"d":"1"},"bundleDependencies":["d"]})",
       {"node_modules/d/a.js", "node_modules/d/b.js"});
  EXPECT_EQ(explained(tree_, "node_modules/d/a.js").files, 1U);
  EXPECT_EQ(explained(tree_, "node_modules/d").files, 2U);
}

TEST_F(ExplainTest, TellsTheIgnoreFileOfTheWorkspacesRoot) {
  tree_.add_file(".gitignore", "\nbuild\n");
  tree_.add_file("p/package.json", kPlain);
  tree_.add_file("p/build/a.js", "");
  tree_.add_file("p/.gitignore", "x\n");
  const auto manifest = parse_manifest(kPlain, "package.json");
  PackContext context;
  context.directory = "p";
  context.inherited = *workspace_rules(tree_, "p", {"p"});
  const auto out = explain(tree_, *manifest, context, "build/a.js");
  ASSERT_TRUE(out);
  EXPECT_THAT(deciders(*out), ElementsAre("build out .gitignore:2 build"));
  EXPECT_EQ(out->steps.front().rules.back().origin.source, RuleSource::workspace_ignore_file);
  EXPECT_THAT(ignore_files_of(*out), ElementsAre(".gitignore silent"));
  EXPECT_EQ(edits_of(*out).front(), "create-npmignore .npmignore !/build/a.js after .gitignore");
}

TEST_F(ExplainTest, AnswersByTheProfile) {
  pack(R"({"name":"x","version":"1.0.0","files":["a.js","!a.js"]})", {"a.js"});
  EXPECT_EQ(explained(tree_, "a.js", 11).verdict, PathVerdict::packed);
  EXPECT_THAT(edits_of(explained(tree_, "a.js", 11)),
              ElementsAre("remove-files-entry package.json a.js"));
  EXPECT_EQ(explained(tree_, "a.js", 12).verdict, PathVerdict::left_out);
  EXPECT_THAT(edits_of(explained(tree_, "a.js", 12)),
              ElementsAre("remove-files-entry package.json 1 !a.js"));
}

}  // namespace
}  // namespace packwarden
