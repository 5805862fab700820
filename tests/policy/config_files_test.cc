#include "policy/config_files.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace packwarden {
namespace {

using Files = std::map<std::string, std::string>;

Result<Config> read_from(const Files& files, const std::string& path = "p/packwarden.json") {
  return read_config(path, [&](const std::string& asked) -> Result<std::string> {
    const auto found = files.find(asked);
    if (found == files.end()) return fail(ErrorKind::io, asked, "no such file");
    return found->second;
  });
}

std::string error_of(const Result<Config>& config) {
  return config ? "none" : config.error().where + ": " + config.error().what;
}

TEST(ConfigFiles, ALaterSettingCountsMoreAndListsAddUp) {
  const auto config = read_from({
      {"p/packwarden.json",
       R"({"extends": ["./a.json", "../b.json"], "severities": {"r": "high"}, "groups": ["names"]})"},
      {"p/a.json",
       R"({"failOn": "low", "severities": {"r": "low", "s": "low"}, "groups": ["practices"]})"},
      {"b.json", R"({"failOn": "medium", "failOnStale": "on", "budgets": ["files=3"]})"},
  });
  ASSERT_TRUE(config) << error_of(config);
  EXPECT_EQ(config->fail_on->severity, Severity::medium);
  EXPECT_EQ(config->fail_on->where, "b.json:1");
  EXPECT_TRUE(config->fail_on_stale->is_on);
  ASSERT_EQ(config->severities.size(), 2U);
  EXPECT_EQ(config->severities[0].rule, "s");
  EXPECT_EQ(config->severities[1].severity, Severity::high);
  ASSERT_EQ(config->groups.size(), 2U);
  EXPECT_EQ(config->groups[0].where, "p/a.json:1");
  EXPECT_EQ(config->budgets.size(), 1U);
}

TEST(ConfigFiles, WhatTwoExtendListsOnce) {
  const auto config = read_from({
      {"p/packwarden.json", R"({"extends": ["a.json", "b.json"]})"},
      {"p/a.json", R"({"extends": "c.json"})"},
      {"p/b.json", R"({"extends": "./x/../c.json"})"},
      {"p/c.json", R"({"allow": [{"rule": "r", "path": "a", "reason": "b"}]})"},
  });
  ASSERT_TRUE(config) << error_of(config);
  ASSERT_EQ(config->allow.size(), 1U);
  EXPECT_EQ(config->allow[0].where, "p/c.json:1");
}

TEST(ConfigFiles, AFileMayBeNamedByAnAbsolutePath) {
  const auto config =
      read_from({{"p/packwarden.json", R"({"extends": "/etc/policy/../base.json"})"},
                 {"/etc/base.json", R"({"failOn": "low"})"}});
  ASSERT_TRUE(config) << error_of(config);
  EXPECT_EQ(config->fail_on->where, "/etc/base.json:1");
}

TEST(ConfigFiles, TellsWhereItIsWrong) {
  constexpr std::string_view kNoFile =
      "no path of a file, such as ./base.json or ../packwarden.json; packages are not looked for";
  const std::string base = "p/packwarden.json";
  for (const auto& [files, error] : std::initializer_list<std::pair<Files, std::string>>{
           {{}, "p/packwarden.json: no such file"},
           {{{base, "{\n\"extends\": \"base.json\"}"}},
            "p/packwarden.json:2:12: p/base.json cannot be read: no such file"},
           {{{base, R"({"extends": "a.json"})"}, {"p/a.json", "{\n\"alow\": 1}"}},
            "p/a.json:2:9: unknown key \"alow\"; did you mean \"allow\"?"},
           {{{base, R"({"extends": "https://example.com/base.json"})"}},
            "p/packwarden.json:1:13: an address; only files are read, by their path"},
           {{{base, R"({"extends": "npm:@acme/base.json"})"}},
            "p/packwarden.json:1:13: an address; only files are read, by their path"},
           {{{base, R"({"extends": "@acme/policy"})"}},
            "p/packwarden.json:1:13: " + std::string(kNoFile)},
           {{{base, R"({"extends": "./packwarden.json"})"}},
            "p/packwarden.json:1:13: a policy that extends itself: p/packwarden.json > "
            "p/packwarden.json"},
           {{{base, R"({"extends": "../a.json"})"},
             {"a.json", R"({"extends": "b.json"})"},
             {"b.json", R"({"extends": ["./a.json"]})"}},
            "b.json:1:14: a policy that extends itself: a.json > b.json > a.json"},
       }) {
    EXPECT_EQ(error_of(read_from(files)), error);
  }
}

TEST(ConfigFiles, AChainHasAnEnd) {
  Files files;
  for (int i = 0; i < 20; ++i) {
    files[std::to_string(i) + ".json"] = R"({"extends": ")" + std::to_string(i + 1) + ".json\"}";
  }
  EXPECT_EQ(error_of(read_from(files, "0.json")),
            "7.json:1:13: a chain of too many policies (limit extends-depth = 8)");
}

TEST(ConfigFiles, ThereAreNotManyOfThem) {
  std::string all = R"({"extends": ["b.json")";
  for (int i = 0; i < 70; ++i) all += ", \"b.json\"";
  const auto config = read_from({{"a.json", all + "]}"}, {"b.json", "{}"}}, "a.json");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().what, "too many policies are extended (limit extends = 64)");
}

TEST(ConfigFiles, AllOfThemAreNotLarge) {
  const std::string large = "{" + std::string(std::size_t{1} << 20U, ' ') + "}";
  std::string all = R"({"extends": ["b.json")";
  for (int i = 0; i < 10; ++i) all += ", \"b.json\"";
  const auto config = read_from({{"a.json", all + "]}"}, {"b.json", large}}, "a.json");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().what, "the policies are too large (limit extends-bytes = 8388608)");
}

}  // namespace
}  // namespace packwarden
