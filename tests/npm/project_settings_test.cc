// The facts were found by running npm 11.19.1 in such a project.

#include "npm/project_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using Names = std::vector<std::string>;

ProjectSettings settings_of(const std::string& text) {
  return parse_project_settings(text, ".npmrc").value();
}

TEST(ProjectSettings, SaysWhetherScriptsAreRun) {
  for (const char* text :
       {"ignore-scripts=true", "ignore-scripts", " ignore-scripts = true ; never",
        "'ignore-scripts'=1", "ignore-scripts=false\nignore-scripts=true"}) {
    EXPECT_TRUE(settings_of(text).ignore_scripts) << text;
  }
  for (const char* text : {"", "ignore-scripts=false", "ignore-scripts=0", "# ignore-scripts=true",
                           "[x]\nignore-scripts=true", "ignore-scripts=null"}) {
    EXPECT_FALSE(settings_of(text).ignore_scripts) << text;
  }
}

TEST(ProjectSettings, NamesWorkspacesAsIniFilesDo) {
  struct Row {
    std::string text;
    std::optional<Names> workspaces;
  };
  const std::vector<Row> rows = {
      {"", std::nullopt},
      {"registry=https://registry.invalid/", std::nullopt},
      {"workspace=a", Names{"a"}},
      {" workspace = a ", Names{"a"}},
      {"workspace=a ; the first\nworkspaces=true", Names{"a"}},
      {"; workspace=a\n# workspace=b\n", std::nullopt},
      {"workspace=a\\;b\\#c\\\\d\\e#f", Names{"a;b#c\\d\\e"}},
      {"workspace=\"a\"", Names{"a"}},
      {"workspace='a'", Names{"a"}},
      {"workspace='\"a\"'", Names{"a"}},
      {"workspace=\"\\u0061\"", Names{"a"}},
      {"\"workspace\"=a", Names{"a"}},
      {"workspace=", Names{""}},
      {"workspace=a=b", Names{"a=b"}},
      {"workspace=a,b", Names{"a,b"}},
      {"workspace=a\nworkspace=b", Names{"b"}},
      {"workspace=a\rworkspace=b", Names{"b"}},
      {"workspace[]=a\nworkspace[]=b", Names{"a", "b"}},
      {"workspace=a\nworkspace[]=b", Names{"a", "b"}},
      {"workspace[] = a\nworkspace=b", Names{"a", "b"}},
      {"workspace[]", Names{"true"}},
      {"workspace[][]=a", std::nullopt},
      {"[x]\nworkspace=a", std::nullopt},
      {"[]\nworkspace=a", std::nullopt},
      {"workspace[]=a\n[x]\nworkspace[]=b", Names{"a"}},
      {"[ x\nworkspace=a", Names{"a"}},
      {"=x\nworkspace=a", Names{"a"}},
      {"\xEF\xBB\xBFworkspace=a", Names{"a"}},
      {"WORKSPACE=a", std::nullopt},
  };
  for (const Row& row : rows)
    EXPECT_EQ(settings_of(row.text).workspaces, row.workspaces) << row.text;
}

TEST(ProjectSettings, TurnsWorkspacesOnAndOff) {
  struct Row {
    std::string value;
    std::optional<bool> all;
  };
  const std::vector<Row> rows = {
      {"", true},
      {"=true", true},
      {"=false", false},
      {"=", true},
      {"=x", true},
      {"=1", true},
      {"=-1", true},
      {"=False", true},
      {"=\"true\"", true},
      {"='false'", false},
      {"=false ; no", false},
      {"=0", false},
      {"=00", false},
      {"=\"0\"", false},
      {"=null", std::nullopt},
      {"[]=false", true},
      {"[]=true", true},
      {"=true\\;x", true},
      {"=undefined", std::nullopt},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(settings_of("workspaces" + row.value).all_workspaces, row.all) << row.value;
    EXPECT_EQ(settings_of("include-workspace-root" + row.value).include_root,
              row.all.value_or(false))
        << row.value;
  }
  EXPECT_EQ(settings_of("workspaces=true\nworkspaces=false").all_workspaces, false);
  EXPECT_EQ(settings_of("workspaces[]=x\nworkspaces=false").all_workspaces, true);
}

TEST(ProjectSettings, AWorkspaceThatIsNoTextIsAnError) {
  for (const std::string text : {"workspace", "workspace=true", "workspace=null"}) {
    const auto settings = parse_project_settings(text, "/p/.npmrc");
    ASSERT_FALSE(settings) << text;
    EXPECT_TRUE(settings.error().is_refusal);
    EXPECT_EQ(settings.error().where, "/p/.npmrc");
    EXPECT_EQ(settings.error().what, "workspace must be the name of a workspace");
  }
}

TEST(ProjectSettings, AreReadThroughLinksOutOfTheProject) {
  const TemporaryDirectory home;
  home.write("settings", "workspaces\n");
  const TemporaryDirectory project;
  EXPECT_EQ(project_settings_in(project.path()), ProjectSettings()) << "there is no file";
  std::filesystem::create_symlink(home.path("settings"), project.path(".npmrc"));
  EXPECT_EQ(project_settings_in(project.path())->all_workspaces, true);
}

TEST(ProjectSettings, WhatNpmCannotReadSaysNothing) {
  const TemporaryDirectory project;
  project.write(".npmrc/x", "workspaces\n");
  EXPECT_EQ(project_settings_in(project.path()), ProjectSettings());
}

TEST(ProjectSettings, AHugeFileIsALimit) {
  const TemporaryDirectory project;
  project.write(".npmrc", std::string((std::size_t{1} << 20U) + 1, '\n'));
  const auto settings = project_settings_in(project.path());
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().where, project.path(".npmrc"));
  EXPECT_EQ(settings.error().limit->name, "file-bytes");
}

}  // namespace
}  // namespace packwarden
