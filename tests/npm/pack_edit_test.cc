#include "npm/pack_edit.h"

#include <gtest/gtest.h>

#include <string>

#include "npm/ignore_file.h"
#include "npm/memory_tree.h"

namespace packwarden {
namespace {

/// What becomes of a file with `content`; "WHERE: WHAT" where the edit fails.
std::string edited(const std::string& content, const PackEdit& edit) {
  MemoryTree tree;
  tree.add_file("p/" + edit.file, content);
  tree.add_file("p/.gitignore", "*.log");
  const auto result = edited_content(tree, "p", edit);
  return result ? *result : result.error().where + ": " + result.error().what;
}

std::string with_entry(const std::string& manifest, const std::string& entry) {
  return edited(manifest, {EditKind::add_files_entry, "package.json", 0, {entry}, {}});
}

std::string without_entry(const std::string& manifest, std::uint64_t index) {
  return edited(manifest, {EditKind::remove_files_entry, "package.json", index, {""}, {}});
}

TEST(PackEdit, AddsAnEntryInTheLayoutOfTheOthers) {
  EXPECT_EQ(with_entry("{\"files\": [\n    \"a\",\n    \"b\"\n  ]}", "c"),
            "{\"files\": [\n    \"a\",\n    \"b\",\n    \"c\"\n  ]}");
  EXPECT_EQ(with_entry("{\"files\":[\"a\"]}", "c"), "{\"files\":[\"a\", \"c\"]}");
  EXPECT_EQ(with_entry("{\"files\":[\"a\",\"b\"]}", "c"), "{\"files\":[\"a\",\"b\",\"c\"]}");
  EXPECT_EQ(with_entry("{\"files\": [ ]}", "c"), "{\"files\": [\"c\"]}");
  EXPECT_EQ(with_entry("{\"files\":[]}", "a\"b\\"), R"({"files":["a\"b\\"]})");
  EXPECT_EQ(with_entry(R"({"files":["x"],"files":["a"]})", "b"),
            R"({"files":["x"],"files":["a", "b"]})");
}

TEST(PackEdit, RemovesAnEntryWithItsComma) {
  EXPECT_EQ(without_entry("{\"files\": [\n  \"a\",\n  \"b\"\n]}", 0), "{\"files\": [\n  \"b\"\n]}");
  EXPECT_EQ(without_entry("{\"files\": [\n  \"a\",\n  \"b\"\n]}", 1), "{\"files\": [\n  \"a\"\n]}");
  EXPECT_EQ(without_entry(R"({"files": ["a"]})", 0), R"({"files": []})");
  EXPECT_EQ(without_entry("{\"files\": [\n  \"a\"\n]}", 0), "{\"files\": []}");
}

TEST(PackEdit, AddsTheListWherePeopleLookForIt) {
  const PackEdit edit = {EditKind::add_files, "package.json", 0, {"lib", "!lib/a"}, {}};
  EXPECT_EQ(edited("{\n  \"version\": \"1\",\n  \"main\": \"a\",\n  \"scripts\": {}\n}\n", edit),
            "{\n  \"version\": \"1\",\n  \"main\": \"a\",\n  \"files\": [\n    \"lib\",\n"
            "    \"!lib/a\"\n  ],\n  \"scripts\": {}\n}\n");
  EXPECT_EQ(edited(R"({"files": null, "x": 1})", edit), R"({"files": ["lib","!lib/a"], "x": 1})");
  EXPECT_EQ(edited(R"({"files": ["a"]})", edit), "package.json: is not as the edit expects it");
}

TEST(PackEdit, AddsLinesWithTheLineEndsOfTheFile) {
  const PackEdit edit = {EditKind::add_lines, "d/.npmignore", 0, {"/a", "!/b"}, {}};
  EXPECT_EQ(edited("x\n", edit), "x\n/a\n!/b\n");
  EXPECT_EQ(edited("x", edit), "x\n/a\n!/b\n");
  EXPECT_EQ(edited("x\r\ny", edit), "x\r\ny\r\n/a\r\n!/b\r\n");
  EXPECT_EQ(edited("", edit), "/a\n!/b\n");
}

TEST(PackEdit, RemovesALineByItsNumber) {
  EXPECT_EQ(edited("a\nb\nc\n", {EditKind::remove_line, ".npmignore", 2, {"b"}, {}}), "a\nc\n");
  EXPECT_EQ(edited("a\nb", {EditKind::remove_line, ".npmignore", 2, {"b"}, {}}), "a\n");
  EXPECT_EQ(edited("a\n", {EditKind::remove_line, ".npmignore", 1, {"a"}, {}}), "");
}

TEST(PackEdit, RepeatsTheGitignoreThatANewNpmignoreHides) {
  EXPECT_EQ(edited("", {EditKind::create_npmignore, ".npmignore", 0, {"/a"}, ".gitignore"}),
            "*.log\n/a\n");
  EXPECT_EQ(edited("", {EditKind::create_npmignore, "d/.npmignore", 0, {"/a"}, {}}), "/a\n");
}

TEST(PackEdit, FailsWhereTheFileIsNotAsExpected) {
  EXPECT_EQ(with_entry("{}", "a"), "package.json: is not as the edit expects it");
  EXPECT_EQ(with_entry(R"({"files":"abc"})", "a"), "package.json: is not as the edit expects it");
  EXPECT_EQ(without_entry(R"({"files":["a"]})", 1), "package.json: is not as the edit expects it");
  EXPECT_EQ(edited("a\n", {EditKind::remove_line, ".npmignore", 4, {"x"}, {}}),
            ".npmignore: is not as the edit expects it");
  EXPECT_EQ(edited_content(MemoryTree(), "", {EditKind::add_lines, "x", 0, {"a"}, {}}).error().what,
            "cannot open: no such file or directory");
}

TEST(EscapedRule, MatchesThePathThatItWasMadeOf) {
  for (const std::string name :
       {"a",    "a b.js", " a ",  "[id].js", "[...x].js", "{a,b}", "{a}",  "a{b",
        "a}b",  "(g)",    "+(x)", "!(x)",    "!a",        "#a",    "a?",   "\\a",
        "a\\b", "@(a|b)", "x\ny", "tab\t",   "[",         "]",     "a[!b]"}) {
    RuleList rules;
    ASSERT_TRUE(append_rule("/d/" + escaped_rule(name), {}, rules)) << name;
    ASSERT_TRUE(append_rule("/" + escaped_rule(name), {}, rules)) << name;
    ASSERT_TRUE(append_rule("d/" + escaped_rule(name), {}, rules)) << name;
    ASSERT_EQ(rules.patterns.size(), 3U) << name;
    const std::vector<PathName> names = {path_name("d"), path_name(name)};
    MatchBudget budget{1'000'000};
    const auto matches = [&](std::size_t rule, std::span<const PathName> path) {
      const RulePath rule_path = {path, ~std::uint64_t{0}};
      return rules.patterns[rule].matches(rule_path, Question::entry, RuleDistance::same_directory,
                                          budget);
    };
    EXPECT_TRUE(matches(0, names)) << name;
    EXPECT_TRUE(matches(1, std::span(names).subspan(1))) << name;
    EXPECT_TRUE(matches(2, names)) << name;
    EXPECT_FALSE(matches(1, names)) << name;
  }
}

TEST(EscapedRule, LeavesOrdinaryNamesAlone) {
  EXPECT_EQ(escaped_rule("dist/app-1.2_x+y@z.js"), "dist/app-1.2_x+y@z.js");
  EXPECT_EQ(escaped_rule("app/[id].js"), "app/[[]id].js");
}

}  // namespace
}  // namespace packwarden
