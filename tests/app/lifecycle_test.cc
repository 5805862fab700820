#include "app/lifecycle.h"

#include <gtest/gtest.h>

#include <map>

#include "app/integrity.h"

namespace packwarden {
namespace {

std::optional<LifecycleRun> run_in(const std::map<std::string, std::string>& environment) {
  return lifecycle_run([&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  });
}

struct Case {
  const char* name;
  const char* agent;
  const char* event;
  const char* command;
  const char* note;  // "" for none
};

const std::vector<std::string> kScripts = {"build",      "postpack",   "prepack",       "prepare",
                                           "preprepare", "prepublish", "prepublishOnly"};

constexpr Case kCases[] = {
    {"npm, in front of the build", "npm/11.0.0", "prepublishOnly", "publish",
     "Not final yet: after prepublishOnly npm runs prepack, preprepare and prepare, which may "
     "change "
     "the package. Audit in postpack, too."},
    {"npm runs prepare last", "npm/11.0.0", "prepack", "pack",
     "Not final yet: after prepack npm runs preprepare and prepare, which may change the package. "
     "Audit in postpack, too."},
    {"npm, the last one", "npm/11.0.0", "prepare", "publish", ""},
    {"npm installs", "npm/11.0.0", "preprepare", "install", ""},
    {"npm, prepublish", "npm/11.0.0", "prepublish", "install",
     "npm does not run prepublish when it publishes. Audit at the end of prepack."},
    {"npm, the final tree", "npm/11.0.0", "postpack", "publish", ""},
    {"npm, after the upload", "npm/11.0.0", "postpublish", "publish",
     "Too late: where npm publishes, it has uploaded the package before it runs postpublish. Audit "
     "at "
     "the end of prepack."},
    {"pnpm runs prepare last", "pnpm/10.1.0", "prepack", "publish",
     "Not final yet: after prepack pnpm runs prepare, which may change the package. Audit in "
     "postpack, too."},
    {"pnpm, the final tree", "pnpm/10.1.0", "postpack", "publish", ""},
    {"yarn 1 runs prepare first", "yarn/1.22.22", "prepack", "", ""},
    {"yarn 1, in front of all", "yarn/1.22.22", "prepare", "",
     "Not final yet: after prepare yarn runs prepublishOnly and prepack, which may change the "
     "package. "
     "Audit in postpack, too."},
    {"yarn 1, the final tree", "yarn/1.22.22", "postpack", "", ""},
    {"yarn 4, the last one", "yarn/4.1.0", "prepack", "", ""},
    {"yarn 4, in front of the build", "yarn/4.1.0", "prepublish", "",
     "Not final yet: after prepublish yarn runs prepack, which may change the package. Audit at "
     "the "
     "end of prepack."},
    {"yarn 4, after the upload", "yarn/4.1.0", "postpack", "",
     "Too late: where yarn publishes, it has uploaded the package before it runs postpack. Audit "
     "at "
     "the end of prepack."},
    {"bun runs prepare last", "bun/1.4.5", "prepack", "publish",
     "Not final yet: after prepack bun runs prepare, which may change the package. Audit in "
     "postpack, "
     "too."},
    {"a script of one's own", "npm/11.0.0", "release", "run-script", ""},
};

TEST(Lifecycle, ANoteSaysWhatMayStillChangeThePackageAndWhenItIsTooLate) {
  for (const Case& one : kCases) {
    const auto run = run_in({{"npm_config_user_agent", one.agent},
                             {"npm_lifecycle_event", one.event},
                             {"npm_command", one.command}});
    ASSERT_TRUE(run) << one.name;
    const std::vector<std::string> notes = lifecycle_notes(*run, kScripts);
    EXPECT_EQ(notes.empty() ? "" : notes.front(), one.note) << one.name;
    EXPECT_LE(notes.size(), 1U) << one.name;
  }
}

TEST(Lifecycle, ScriptsThatThePackageDoesNotHaveAreNotWaitedFor) {
  const auto run = run_in({{"npm_config_user_agent", "npm/11.0.0"},
                           {"npm_lifecycle_event", "prepack"},
                           {"npm_command", "publish"},
                           {"npm_config_dry_run", "true"}});
  ASSERT_TRUE(run);
  EXPECT_TRUE(lifecycle_notes(*run, {"prepack", "postpack"}).empty());
}

TEST(Lifecycle, OutsideOfScriptsThereIsNone) {
  EXPECT_FALSE(run_in({}));
  EXPECT_FALSE(run_in({{"npm_lifecycle_event", "prepack"}}));
  EXPECT_FALSE(run_in({{"npm_config_user_agent", "npm/11.0.0"}}));
}

TEST(Lifecycle, OnlyNpmsPostpackKnowsTheTarball) {
  const std::string integrity = integrity_of("a tarball");
  std::map<std::string, std::string> environment = {{"npm_config_user_agent", "npm/11.0.0"},
                                                    {"npm_lifecycle_event", "postpack"},
                                                    {"npm_command", "publish"},
                                                    {"npm_package_integrity", integrity}};
  EXPECT_EQ(run_in(environment)->integrity, integrity);
  EXPECT_EQ(lifecycle_notes(*run_in(environment), kScripts).front(),
            "The tarball that npm made of it: " + integrity + ".");
  environment["npm_lifecycle_event"] = "prepack";
  EXPECT_EQ(run_in(environment)->integrity, "");
  environment["npm_lifecycle_event"] = "postpack";
  environment["npm_package_integrity"] = "sha512-::error::";
  EXPECT_EQ(run_in(environment)->integrity, "");
}

TEST(Integrity, IsWhatNpmWrites) {
  // The digest of nothing, FIPS 180-4.
  const std::string of_nothing =
      "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+"
      "SfaPg==";
  EXPECT_EQ(integrity_of(""), of_nothing);
  EXPECT_TRUE(is_integrity(of_nothing));
  for (const char* text : {"", "sha512-", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha512-AAAA"}) {
    EXPECT_FALSE(is_integrity(text)) << text;
  }
}

}  // namespace
}  // namespace packwarden
