// Each row was tried with npm 10.9.4, 11.19.1 and 12.2.0.

#include "npm/dev_engines.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

NpmHost host() {
  NpmHost out;
  out.os = "linux";
  out.os_release = "6.1.0-13-amd64";
  out.cpu = "x64";
  out.libc = "glibc";
  return out;
}

/// What is wrong with a package.json that has `dev_engines`; "" where npm packs.
std::string fault(const std::string& dev_engines, const NpmHost& on = host(), int npm = 11) {
  const auto json = parse_json(R"({"devEngines": )" + dev_engines + "}", "package.json");
  EXPECT_TRUE(json) << dev_engines;
  const auto result = check_dev_engines(*json, *profile_of(npm), on);
  if (result) return "";
  EXPECT_EQ(result.error().where, "package.json devEngines");
  EXPECT_TRUE(result.error().is_refusal);
  return result.error().what;
}

const std::string kRefuses = "npm refuses this package: ";
const std::string kUnmet = "npm refuses this package (EBADDEVENGINES): ";

TEST(DevEngines, MustHaveTheRightShape) {
  const std::pair<const char*, const char*> kRows[] = {
      {"null", "it must be an object"},
      {"[]", "it must be an object"},
      {R"("x")", "it must be an object"},
      {R"({"foo": {"name": "x"}})", "it has an unknown property"},
      {R"({"runtime": null})", "\"runtime\" must hold objects"},
      {R"({"runtime": [[{"name": "node"}]]})", "\"runtime\" must hold objects"},
      {R"({"runtime": {"name": "node", "foo": 1}})", "\"runtime\" has an unknown property"},
      {R"({"runtime": {"version": "1"}})", "\"runtime\" must have a \"name\" that is a string"},
      {R"({"os": {"name": 1}})", "\"os\" must have a \"name\" that is a string"},
      {R"({"runtime": {"name": "node", "onFail": "no"}})",
       "\"onFail\" of \"runtime\" is none of the known values"},
      {R"({"runtime": {"name": "deno", "onFail": ""}})",
       "\"onFail\" of \"runtime\" is none of the known values"},
      {R"({"runtime": {"name": "node", "version": 1}})",
       "\"version\" of \"runtime\" must be a string"},
      {R"({"cpu": {"name": "x64", "version": "1"}})", "npm cannot tell a \"version\" of \"cpu\""},
      {R"({"runtime": {"name": "deno"}, "foo": 1})", "it has an unknown property"},
  };
  for (const auto& [dev_engines, what] : kRows) {
    EXPECT_EQ(fault(dev_engines), kRefuses + what) << dev_engines;
    EXPECT_EQ(fault(dev_engines, {}, 9), "") << dev_engines;
  }
}

TEST(DevEngines, AreMetOrNot) {
  const std::pair<const char*, const char*> kRows[] = {
      {R"({})", ""},
      {R"({"runtime": []})", ""},
      {R"({"runtime": {"name": "node"}})", ""},
      {R"({"runtime": {"name": "node", "version": ">=22.5"}})", ""},
      {R"({"runtime": {"name": "node", "version": ""}})", ""},
      {R"({"runtime": {"name": "node", "version": "^18"}})", "runtime"},
      {R"({"runtime": {"name": "node", "version": "latest"}})", "runtime"},
      {R"({"runtime": {"name": "deno"}})", "runtime"},
      {R"({"runtime": {"name": "deno", "version": 1, "onFail": "ignore"}})", ""},
      {R"({"runtime": {"name": "deno", "onFail": "warn"}})", ""},
      {R"({"runtime": {"name": "deno", "onFail": "download"}})", "runtime"},
      {R"({"runtime": [{"name": "deno"}, {"name": "node"}]})", ""},
      {R"({"runtime": [{"name": "deno"}, {"name": "bun", "onFail": "warn"}]})", ""},
      {R"({"runtime": [{"name": "deno", "onFail": "warn"}, {"name": "bun"}]})", "runtime"},
      {R"({"packageManager": {"name": "pnpm"}})", "packageManager"},
      {R"({"packageManager": {"name": "npm", "version": "11 || 12"}})", ""},
      {R"({"packageManager": {"name": "npm", "version": "^12"}})", "packageManager"},
      {R"({"packageManager": {"name": "npm", "version": "11.5.0"}})", ""},
      {R"({"os": {"name": "linux"}, "cpu": {"name": "x64"}, "libc": {"name": "glibc"}})", ""},
      {R"({"os": {"name": "darwin"}})", "os"},
      {R"({"os": {"name": "linux", "version": ">=1"}})", "os"},
      {R"({"cpu": [{"name": "arm64"}, {"name": "ia32"}]})", "cpu"},
      {R"({"libc": {"name": "musl"}})", "libc"},
  };
  for (const auto& [dev_engines, unmet] : kRows) {
    const std::string what = fault(dev_engines);
    const std::string start = *unmet == '\0' ? "" : kUnmet + "\"" + unmet + "\" does not allow ";
    EXPECT_EQ(what.substr(0, start.size()), start) << dev_engines;
    EXPECT_EQ(what.empty(), start.empty()) << dev_engines;
  }
}

TEST(DevEngines, SayWhatThereIs) {
  EXPECT_EQ(fault(R"({"runtime": {"name": "bun"}})"),
            kUnmet + "\"runtime\" does not allow node as npm 11 needs it");
  EXPECT_EQ(fault(R"({"packageManager": {"name": "npm", "version": "9"}})"),
            kUnmet + "\"packageManager\" does not allow npm 11");
  EXPECT_EQ(fault(R"({"os": {"name": "win32"}})"),
            kUnmet + "\"os\" does not allow linux 6.1.0-13-amd64");
  EXPECT_EQ(fault(R"({"libc": {"name": "musl"}})"), kUnmet + "\"libc\" does not allow glibc");
}

TEST(DevEngines, AreJudgedByVersionsThatAreKnown) {
  const NpmHost known =
      with_user_agent(host(), "npm/11.4.0 node/v22.4.1 linux x64 workspaces/false");
  const std::string node = R"({"runtime": {"name": "node", "version": ">=22.5"}})";
  const std::string npm = R"({"packageManager": {"name": "npm", "version": ">=11.5"}})";
  EXPECT_EQ(fault(node, known), kUnmet + "\"runtime\" does not allow node v22.4.1");
  EXPECT_EQ(fault(npm, known), kUnmet + "\"packageManager\" does not allow npm 11.4.0");
  // Of another major version nothing is known.
  EXPECT_EQ(fault(node, known, 12), "");
  EXPECT_EQ(fault(R"({"packageManager": {"name": "npm", "version": "^12"}})", known, 12), "");
}

TEST(DevEngines, CameWithNpm10_9) {
  const NpmHost older = with_user_agent({}, "npm/10.8.3 node/v20.0.0 linux x64 workspaces/false");
  const NpmHost newer = with_user_agent({}, "npm/10.9.0 node/v20.0.0 linux x64 workspaces/false");
  EXPECT_EQ(fault("null", older, 10), "");
  EXPECT_EQ(fault("null", newer, 10), kRefuses + "it must be an object");
  EXPECT_EQ(fault("null", {}, 10), kRefuses + "it must be an object");
}

TEST(DevEngines, PassWhereNothingIsKnown) {
  EXPECT_EQ(fault(R"({"os": {"name": "x"}, "cpu": {"name": "x"}, "libc": {"name": "x"}})", {}), "");
  NpmHost odd = host();
  odd.libc = "";
  EXPECT_EQ(fault(R"({"libc": {"name": "glibc"}})", odd),
            kRefuses + "npm cannot tell which \"libc\" there is");
}

TEST(NpmHost, TakesWhatTheUserAgentSays) {
  const NpmHost linux_arm =
      with_user_agent({}, "npm/12.2.0 node/v26.0.0 linux arm64 workspaces/true ci/x");
  EXPECT_EQ(linux_arm.npm_version, "12.2.0");
  EXPECT_EQ(linux_arm.node_version, "v26.0.0");
  EXPECT_EQ(linux_arm.os, "linux");
  EXPECT_EQ(linux_arm.cpu, "arm64");
  const NpmHost pnpm = with_user_agent({}, "pnpm/9.0.0 npm/? node/v20.0.0 linux x64");
  EXPECT_EQ(pnpm.npm_version, std::nullopt);
  EXPECT_EQ(pnpm.cpu, std::nullopt);
}

TEST(NpmHost, KnowsThisMachine) {
  const NpmHost here = this_host();
  EXPECT_EQ(here.os, "linux");
  EXPECT_NE(here.os_release, std::nullopt);
  EXPECT_EQ(here.npm_version, std::nullopt);
}

}  // namespace
}  // namespace packwarden
