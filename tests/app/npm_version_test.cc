#include "app/npm_version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

using ::testing::ElementsAre;

TEST(NpmVersion, IsReadFromTheUserAgentOfNpmOnly) {
  EXPECT_EQ(npm_major("npm/11.19.1 node/v22.23.3 linux x64 workspaces/false"), 11);
  EXPECT_EQ(npm_major("npm/9"), 9);
  for (const char* other : {"", "npm", "npm/", "npm/? node/v20", "npm/x", "npm/-1", "npm/0.1",
                            "npm/99999999999", "pnpm/9.1.0 npm/? node/v20.1.0 linux x64",
                            "yarn/1.22.22 npm/? node/v20.1.0", "bun/1.1.0 npm/? node/v22"}) {
    EXPECT_EQ(npm_major(other), std::nullopt) << other;
  }
}

TEST(NpmVersion, TheCallingNpmDecidesElseTheDefault) {
  EXPECT_THAT(npm_versions("npm/12.2.0 node/v22.23.3", {11}), ElementsAre(12));
  EXPECT_THAT(npm_versions("", {11, 12}), ElementsAre(11, 12));
  EXPECT_THAT(npm_versions("pnpm/9.1.0 npm/?", {11, 12}), ElementsAre(11, 12));
}

TEST(NpmVersion, WhatIsNotModelledCountsAsTheNearest) {
  EXPECT_EQ(note_on_version("npm/8.19.4"),
            "npm 8 calls, whose packing rules are not known: those of npm 9 are used. Audit the "
            "tarball that it makes");
  EXPECT_EQ(note_on_version("npm/9.0.0"), "");
  EXPECT_EQ(note_on_version("pnpm/8.0.0"), "");
  EXPECT_THAT(npm_versions("npm/8.19.4", {11}), ElementsAre(9));
  EXPECT_THAT(npm_versions("npm/13.0.0", {11}), ElementsAre(12));
}

}  // namespace
}  // namespace packwarden
