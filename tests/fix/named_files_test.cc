#include "fix/named_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fix/broken_targets.h"
#include "npm/pack_run.h"
#include "npm/package.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;
using testing::Pair;

constexpr std::string_view kManifest = R"({"name": "demo", "version": "1.0.0", "bin": "cli.js",
  "exports": {".": "./a.js", "./all/*": "./lib/*.js", "./dir/": "./dir/"},
  "scripts": {"install": "cd build && node run || true", "postinstall": "node b.js",
              "test": "node test.js"}})";

class NamedFiles : public testing::Test {
 protected:
  void SetUp() override {
    directory_.write("package.json", kManifest);
    directory_.write("cli.js", "#!/usr/bin/env node\n");
    auto package = Package::open(single_package(directory_.path()));
    ASSERT_TRUE(package);
    package_.emplace(*std::move(package));
  }

  [[nodiscard]] PackedView packed(const std::vector<std::string>& paths) const {
    return PackedView(*package_, paths);
  }

  TemporaryDirectory directory_;
  std::optional<Package> package_;
};

TEST_F(NamedFiles, AreThoseOfFieldsAndOfInstallScripts) {
  const PackedView view = packed({"a.js", "b.js", "build/run.js", "cli.js", "dir/x.js", "lib/c.js",
                                  "package.json", "run.js", "test.js"});
  EXPECT_THAT(named_files(view.view()),
              ElementsAre(Pair("a.js", "\"exports\" in package.json"),
                          Pair("b.js", "the script \"postinstall\" in package.json"),
                          Pair("build/run.js", "the script \"install\" in package.json"),
                          Pair("cli.js", "\"bin\" in package.json"),
                          Pair("dir/x.js", "\"exports\" in package.json"),
                          Pair("run.js", "the script \"install\" in package.json")));
}

TEST_F(NamedFiles, AreMissedWhereTheyAreNotPacked) {
  EXPECT_THAT(broken_targets(packed({"a.js", "b.js", "cli.js", "dir/x.js", "package.json"}).view()),
              IsEmpty());
  EXPECT_THAT(
      broken_targets(packed({"dir/x.js", "package.json"}).view()),
      ElementsAre(Key("pkg-bin"), Key("pkg-entry-missing"), Key("pkg-script-target-missing")));
}

}  // namespace
}  // namespace packwarden
