#include "source/package_surroundings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "source/package_source.h"
#include "support/links_inside.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(EnvFileKind, IsToldByTheName) {
  struct Case {
    std::string_view name;
    EnvFileKind kind;
  };
  for (const Case& row : {
           Case{".env", EnvFileKind::settings},
           Case{".env.local", EnvFileKind::settings},
           Case{".env.production.local", EnvFileKind::settings},
           Case{".env-ci", EnvFileKind::settings},
           Case{".env_test", EnvFileKind::settings},
           Case{".envrc", EnvFileKind::settings},
           Case{".env.example", EnvFileKind::example},
           Case{".env.Sample", EnvFileKind::example},
           Case{".env.local.template", EnvFileKind::example},
           Case{".env-dist", EnvFileKind::example},
           Case{".env.example.local", EnvFileKind::example},
           Case{".env.examples2", EnvFileKind::settings},
           Case{".environment", EnvFileKind::none},
           Case{".envrc2", EnvFileKind::none},
           Case{"env", EnvFileKind::none},
           Case{"a.env", EnvFileKind::none},
           Case{"", EnvFileKind::none},
       }) {
    EXPECT_EQ(env_file_kind(row.name), row.kind) << row.name;
  }
}

/// A package, and what its source has beside it.
class BesideAPackage : public ::testing::Test {
 protected:
  BesideAPackage() {
    write("package.json", R"({"name":"x","version":"1.0.0","files":["dist"]})");
    write("dist/a.js", "packed");
  }

  void write(std::string_view path, std::string_view text) const { root_.write(path, text); }

  /// What is yielded, as "path: content", and failures as "path KIND: what".
  [[nodiscard]] std::vector<std::string> beside(Beside what) const {
    return beside(what, {root_.path(), root_.path(), "", std::nullopt, ""});
  }

  static std::vector<std::string> beside(Beside what, RequestedPackage request) {
    PackageSource source(std::move(request));
    EXPECT_TRUE(source.open());
    std::vector<std::string> out;
    source.read_beside(
        what,
        [&](const Entry& entry) {
          out.push_back(entry.path + ": " + entry.bytes);
          return true;
        },
        [&](const UnreadEntry& unread) {
          out.push_back(unread.error.where + " " + std::string(name_of(unread.error.kind)) + ": " +
                        unread.error.what);
        });
    return out;
  }

  /// Whether git did as told, in this repository and no other: a hook that runs the tests has
  /// `GIT_DIR` and its like in its environment.
  [[nodiscard]] bool git(const std::string& arguments) const {
    const std::string command = "env -i PATH=\"$PATH\" HOME=" + root_.path() + " git -C " +
                                root_.path() + " " + arguments + " >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  }

  TemporaryDirectory root_;
};

TEST_F(BesideAPackage, SettingsAreFilesThatAreNotPacked) {
  write(".env", "1");
  write(".env.local", "2");
  write(".env.example", "3");
  write("env", "4");
  write("src/.env", "5");
  write("dist/.env", "6");
  EXPECT_THAT(beside(Beside::settings), ElementsAre(".env: 1", ".env.local: 2"));
  write("package.json", R"({"name":"x","version":"1.0.0","files":["dist", ".env"]})");
  EXPECT_THAT(beside(Beside::settings), ElementsAre(".env.local: 2"));
}

TEST_F(BesideAPackage, ThoseOfTheDirectoriesUpToTheWorkspaceRootCountToo) {
  write("packages/a/package.json", R"({"name":"a","version":"1.0.0","files":["dist"]})");
  write("packages/a/.env", "a");
  write("packages/b/.env", "b");
  write("packages/.env", "packages");
  write(".env", "root");
  EXPECT_THAT(
      beside(Beside::settings, {"a", root_.path(), "packages/a", std::nullopt, "packages/a"}),
      ElementsAre(".env: a", "../.env: packages", "../../.env: root"));
}

TEST_F(BesideAPackage, LinksAreFollowedWithinTheTreeAndNoFurther) {
  if (links_are_refused_here()) GTEST_SKIP();
  TemporaryDirectory elsewhere;
  elsewhere.write("settings", "2");
  write("shared/settings", "1");
  root_.link(".env", "shared/settings");
  root_.link(".env.gone", "nothing");
  root_.link(".env.out", elsewhere.path("settings"));
  EXPECT_THAT(
      beside(Beside::settings),
      ElementsAre(".env: 1", ".env.gone unsupported: cannot open: no such file or directory",
                  ".env.out unsupported: leads out of the package by a link"));
}

TEST_F(BesideAPackage, AFifoIsNotWaitedForAndADirectoryIsNone) {
  write(".env/bin/python", "");
  ASSERT_EQ(::mkfifo(root_.path(".env.fifo").c_str(), 0600), 0);
  EXPECT_THAT(beside(Beside::settings),
              ElementsAre(".env.fifo unsupported: cannot read: not a regular file"));
}

TEST_F(BesideAPackage, LimitsAreNamed) {
  write(".env", std::string((1U << 20U) + 1, 'x'));
  EXPECT_THAT(beside(Beside::settings),
              ElementsAre(".env limit: the file is too large (limit file-bytes = 1048576)"));
  for (int i = 0; i < 101; ++i) write(".env." + std::to_string(i), "");
  EXPECT_THAT(beside(Beside::settings).back(),
              ".env.98 limit: there are too many files of settings (limit env-files = 100)");
}

TEST_F(BesideAPackage, ExamplesAreForOthersToRead) {
  write(".env", "1");
  write(".env.example", "2");
  write(".env.local.sample", "3");
  EXPECT_THAT(beside(Beside::public_text), ElementsAre(".env.example: 2", ".env.local.sample: 3"));
}

TEST_F(BesideAPackage, SoAreTrackedFilesThatAreNotPacked) {
  if (!git("init")) GTEST_SKIP() << "there is no git";
  write(".env", "1");
  write("compose.yml", "2");
  write("src/a.ts", "3");
  write("untracked", "4");
  ASSERT_TRUE(git("add .env compose.yml src dist package.json"));
  EXPECT_THAT(beside(Beside::public_text), ElementsAre("compose.yml: 2", "src/a.ts: 3"));
}

TEST_F(BesideAPackage, OfAWorkspaceOnlyItsOwnTrackedFilesCount) {
  if (!git("init")) GTEST_SKIP() << "there is no git";
  write("packages/a/package.json", R"({"name":"a","version":"1.0.0","files":["dist"]})");
  write("packages/a/test.js", "a");
  write("packages/b/test.js", "b");
  ASSERT_TRUE(git("add ."));
  EXPECT_THAT(
      beside(Beside::public_text, {"a", root_.path(), "packages/a", std::nullopt, "packages/a"}),
      ElementsAre("test.js: a"));
}

TEST_F(BesideAPackage, TheConfigurationOfARepositoryRunsNothing) {
  if (!git("init")) GTEST_SKIP() << "there is no git";
  const std::string canary = root_.path("canary");
  write("hook", "#!/bin/sh\ntouch " + canary + "\n");
  ASSERT_EQ(::chmod(root_.path("hook").c_str(), 0755), 0);
  write("tracked", "1");
  ASSERT_TRUE(git("add tracked"));
  ASSERT_TRUE(git("config core.fsmonitor " + root_.path("hook")));
  EXPECT_THAT(beside(Beside::public_text), ElementsAre("tracked: 1"));
  EXPECT_NE(::access(canary.c_str(), F_OK), 0);
}

TEST_F(BesideAPackage, WithoutARepositoryNothingIsTracked) {
  EXPECT_THAT(beside(Beside::public_text), IsEmpty());
}

}  // namespace
}  // namespace packwarden
