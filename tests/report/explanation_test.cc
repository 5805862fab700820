#include "report/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/json.h"
#include "base/text.h"

namespace packwarden {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A file that `files` names, below a directory with an ignore file.
Explanation packed_file() {
  Explanation out;
  out.path = "dist/app.js";
  out.npm = 11;
  out.verdict = PathVerdict::packed;
  out.files = 1;
  const ExplainedRule all = {
      {RuleSource::manifest, "package.json", 6, "files"}, "", "*", "", false};
  const ExplainedRule dist = {
      {RuleSource::manifest, "package.json", 7, "files[1]"}, "dist", "!dist/**", "", true};
  out.steps.push_back({"dist", FileType::directory, false, Entered::exactly, {all, dist}});
  out.steps.push_back({"dist/app.js", FileType::regular, true, Entered::no, {all, dist}});
  out.ignore_files = {{".npmignore", IgnoreFileRole::behind_files},
                      {"dist/.npmignore", IgnoreFileRole::silent}};
  out.edits = {{{EditKind::add_files_entry, "package.json", 0, {"!dist/app.js"}, {}}, 0, 0},
               {{EditKind::remove_files_entry, "package.json", 1, {"dist"}, {}}, 0, 1200}};
  return out;
}

std::string text_of(const Explanation& explanation, Verbosity verbosity = Verbosity::normal) {
  std::ostringstream out;
  write_explanation_text(explanation, {false, verbosity}, out);
  return out.str();
}

TEST(ExplanationText, BeginsWithTheAnswerAndEndsWithTheEdit) {
  EXPECT_EQ(text_of(packed_file()), R"(dist/app.js is packed by npm 11.

dist/ is entered
  > package.json:7 (files[1])  includes "dist"
dist/app.js is included
    package.json:6 (files)     excludes all that it does not name
  > package.json:7 (files[1])  includes "dist"
    .npmignore                 does not count: package.json has "files"
    dist/.npmignore            has no rule that matches

To leave it out: add "!dist/app.js" to "files" in package.json.
)");
}

TEST(ExplanationText, IsTheAnswerAndTheEditWhenQuiet) {
  EXPECT_EQ(text_of(packed_file(), Verbosity::quiet), R"(dist/app.js is packed by npm 11.

To leave it out: add "!dist/app.js" to "files" in package.json.
)");
}

TEST(ExplanationText, ShowsAllRulesAndEditsWhenVerbose) {
  EXPECT_EQ(text_of(packed_file(), Verbosity::verbose), R"(dist/app.js is packed by npm 11.

dist/ is entered
    package.json:6 (files)     excludes all that it does not name
  > package.json:7 (files[1])  includes "dist"
dist/app.js is included
    package.json:6 (files)     excludes all that it does not name
  > package.json:7 (files[1])  includes "dist"
    .npmignore                 does not count: package.json has "files"
    dist/.npmignore            has no rule that matches

To leave it out: add "!dist/app.js" to "files" in package.json.
Or: take "dist" out of "files" in package.json. That also leaves out 1,200 other
  files.
)");
}

TEST(ExplanationText, SaysWhyNothingCanBeDone) {
  Explanation readme = packed_file();
  readme.path = "README.md";
  readme.steps = {{"README.md", FileType::regular, true, Entered::no, {}}};
  readme.ignore_files.clear();
  readme.edits.clear();
  readme.fixed = "npm always packs it";
  EXPECT_EQ(text_of(readme), R"(README.md is packed by npm 11.

README.md is included
  > nothing excludes it

No edit would change that: npm always packs it.
)");
  readme.fixed.clear();
  EXPECT_THAT(text_of(readme), HasSubstr("\nNo single edit was found that would change that.\n"));
}

TEST(ExplanationText, SaysWhatIsNoFileOfThePackage) {
  Explanation out;
  out.npm = 12;
  out.path = out.blamed = "a.js";
  out.fixed = "x";
  EXPECT_EQ(text_of(out), "There is no a.js in the package.\n");
  out.path = "d/a.js";
  out.blamed = "d";
  EXPECT_EQ(text_of(out), "There is no d/a.js in the package: d is no directory.\n");
  out.verdict = PathVerdict::link;
  EXPECT_EQ(text_of(out), "d/a.js is not packed by npm 12: d is a link.\n");
  out.path = "d";
  EXPECT_EQ(text_of(out), "d is not packed by npm 12: it is a link.\n");
  out.verdict = PathVerdict::special;
  EXPECT_EQ(text_of(out), "d is not packed by npm 12: it is no regular file.\n");
  out.verdict = PathVerdict::star;
  EXPECT_EQ(text_of(out), "d is not packed by npm 12: it has \"*\" in its name.\n");
}

TEST(ExplanationText, CountsTheFilesOfADirectoryAndNamesItsBundle) {
  Explanation out;
  out.npm = 11;
  out.path = out.package = "node_modules/d";
  out.type = FileType::directory;
  out.verdict = PathVerdict::packed;
  out.files = out.bundled = 1200;
  out.fixed = "it is bundled";
  EXPECT_EQ(text_of(out), R"(node_modules/d/ is packed by npm 11: 1,200 files in it.

The rules are those of the bundled package node_modules/d.

No edit would change that: it is bundled.
)");
}

TEST(ExplanationText, SaysWhyAPackageIsNotBundled) {
  Explanation out = packed_file();
  out.verdict = PathVerdict::left_out;
  out.edits.clear();
  out.not_bundled = "\"bundleDependencies\" does not name d";
  out.fixed = "npm never packs it";
  EXPECT_THAT(text_of(out, Verbosity::quiet), HasSubstr(R"(
It is not bundled: "bundleDependencies" does not name d.
No edit would change that: npm never packs it.
)"));
}

TEST(ExplanationText, EscapesNamesAndRules) {
  Explanation out = packed_file();
  out.path = "dist/\x1B[2J";
  out.steps.back().path = out.path;
  out.steps.back().rules.back().text = "a\x1B ::error::b";
  out.edits.front().edit.texts.front() = "x\x1B\ny";
  out.ignore_files.back().path = "d\x1B\n/.npmignore";
  for (const Verbosity verbosity : {Verbosity::quiet, Verbosity::normal, Verbosity::verbose}) {
    const std::string text = text_of(out, verbosity);
    EXPECT_THAT(text, Not(HasSubstr("\x1B")));
    EXPECT_THAT(text, Not(HasSubstr(" ::")));
  }
}

TEST(ExplanationText, FitsEightyColumns) {
  Explanation out = packed_file();
  out.edits.front().edit = {EditKind::create_npmignore,
                            "packages/some/.npmignore",
                            0,
                            {"/dist/directory/**", "!/dist/directory/file.js"},
                            "packages/some/.gitignore"};
  out.edits.front().also_packed = 3;
  out.edits.front().also_left_out = 1;
  std::istringstream lines(text_of(out, Verbosity::verbose));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(DescribedEdit, ReadsAsARequest) {
  EXPECT_EQ(describe({EditKind::add_files_entry, "package.json", 0, {"lib"}, {}}),
            "add \"lib\" to \"files\" in package.json");
  EXPECT_EQ(describe({EditKind::remove_files_entry, "package.json", 2, {"lib"}, {}}),
            "take \"lib\" out of \"files\" in package.json");
  EXPECT_EQ(describe({EditKind::add_lines, ".npmignore", 0, {"/a"}, {}}),
            "add the line \"/a\" to .npmignore");
  EXPECT_EQ(describe({EditKind::add_lines, ".npmignore", 0, {"/a", "!/b"}, {}}),
            "add the lines \"/a\" and \"!/b\" to .npmignore");
  EXPECT_EQ(describe({EditKind::remove_line, ".npmignore", 3, {"*.map"}, {}}),
            "take line 3 (\"*.map\") out of .npmignore");
  EXPECT_EQ(describe({EditKind::create_npmignore, "d/.npmignore", 0, {"/a"}, {}}),
            "create d/.npmignore with the line \"/a\"");
  EXPECT_EQ(describe({EditKind::create_npmignore, ".npmignore", 0, {"/a"}, ".gitignore"}),
            "create .npmignore with the lines of .gitignore, which npm then reads no more, and "
            "\"/a\"");
}

Json json_of(const Explanation& explanation) {
  std::ostringstream out;
  write_explanation_json(explanation, out);
  auto json = parse_json(out.str(), "explanation");
  EXPECT_TRUE(json);
  return json ? *json : Json();
}

/// Of a shortened packed_file().
constexpr const char* kDocument = R"({
 "schema": "packwarden/explanation/1",
 "path": "dist/app.js",
 "npm": 11,
 "type": "file",
 "verdict": "packed",
 "blamed": null,
 "files": 1,
 "bundled": 0,
 "package": null,
 "steps": [
  {
   "path": "dist",
   "type": "directory",
   "included": null,
   "entered": "exactly",
   "rules": [
    {
     "effect": "exclude",
     "source": "manifest",
     "file": "package.json",
     "line": 6,
     "field": "files",
     "text": null,
     "rule": "*",
     "directory": ""
    },
    {
     "effect": "include",
     "source": "manifest",
     "file": "package.json",
     "line": 7,
     "field": "files[1]",
     "text": "dist",
     "rule": "!dist/**",
     "directory": ""
    }
   ]
  }
 ],
 "ignore_files": [
  {
   "path": ".npmignore",
   "role": "behind-files"
  },
  {
   "path": "dist/.npmignore",
   "role": "silent"
  }
 ],
 "not_bundled": null,
 "edits": [
  {
   "kind": "add-files-entry",
   "file": "package.json",
   "place": null,
   "texts": [
    "!dist/app.js"
   ],
   "repeated": null,
   "also_packed": 0,
   "also_left_out": 0,
   "description": "add \"!dist/app.js\" to \"files\" in package.json"
  }
 ],
 "fixed": null
})";

TEST(ExplanationJson, HoldsWhatTheTextSays) {
  Explanation explanation = packed_file();
  explanation.steps.erase(explanation.steps.begin() + 1);
  explanation.edits.pop_back();
  EXPECT_EQ(to_text(json_of(explanation), 1), kDocument);
}

TEST(ExplanationJson, IsInertAndValidWhateverTheNames) {
  Explanation explanation = packed_file();
  explanation.path = "\xFF\x1B\xC2\x9B##vso[x]";
  std::ostringstream out;
  write_explanation_json(explanation, out);
  EXPECT_THAT(out.str(), HasSubstr("\"\xEF\xBF\xBD\\u001b\\u009b#\\u0023vso[x]\""));
  EXPECT_TRUE(parse_json(out.str(), "explanation"));
}

}  // namespace
}  // namespace packwarden
