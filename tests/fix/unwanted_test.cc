#include "fix/unwanted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Judged finding(std::string id, Severity severity, std::vector<std::string> paths,
               std::vector<std::string> via = {}) {
  Judged out;
  out.finding.rule_id = std::move(id);
  out.finding.severity = severity;
  out.finding.location.path = paths.front();
  out.finding.location.via = std::move(via);
  for (std::size_t i = 1; i < paths.size(); ++i) {
    AlsoAt also;
    also.rule_id = out.finding.rule_id;
    also.location.path = paths[i];
    out.finding.also.push_back(std::move(also));
  }
  return out;
}

/// The files that go for each finding that is asked for: "id: path path".
std::vector<std::string> outlines(const std::vector<Judged>& findings, const FixRequest& request,
                                  const std::vector<std::string>& packed) {
  std::vector<std::string> out;
  for (const FixCase& one : cases_for(findings, request, packed)) {
    out.push_back(one.finding->rule_id + ":");
    for (const std::string& path : one.paths) out.back() += " " + path;
  }
  return out;
}

const std::vector<std::string> kPacked = {".idea/a",  ".idea/b", "a.js",
                                          "a.js.map", "b.map",   "t/.env"};

TEST(Unwanted, IsWhatIsBadEnoughOrAskedFor) {
  const std::vector<Judged> findings = {finding("cred-dotenv", Severity::medium, {"t/.env"}),
                                        finding("lit-os-metadata", Severity::note, {"b.map"})};
  EXPECT_THAT(outlines(findings, {}, kPacked), ElementsAre("cred-dotenv: t/.env"));
  EXPECT_THAT(outlines(findings, {Severity::high, {}}, kPacked), IsEmpty());
  EXPECT_THAT(outlines(findings, {Severity::medium, {"lit-os-metadata"}}, kPacked),
              ElementsAre("lit-os-metadata: b.map"));
}

TEST(Unwanted, ADirectoryGoesAsAWhole) {
  EXPECT_THAT(
      outlines({finding("lit-editor-directory", Severity::medium, {".idea/a"})}, {}, kPacked),
      ElementsAre("lit-editor-directory: .idea/a .idea/b"));
}

TEST(Unwanted, OfManyMapsAllGo) {
  std::vector<std::string> paths(101, "a.js.map");
  EXPECT_THAT(outlines({finding("map-size", Severity::medium, paths)}, {}, kPacked),
              ElementsAre("map-size: a.js.map b.map"));
  EXPECT_THAT(outlines({finding("map-size", Severity::medium, {"a.js", "a.js.map"})}, {}, kPacked),
              ElementsAre("map-size: a.js.map"));
}

TEST(Unwanted, MembersOfArchivesDoNotTakeTheArchiveAlong) {
  EXPECT_THAT(
      outlines({finding("cred-dotenv", Severity::critical, {"a.js"}, {"zip"})}, {}, kPacked),
      ElementsAre("cred-dotenv:"));
}

TEST(Unwanted, WhatIsNotPackedUnderThatNameCannotGo) {
  EXPECT_THAT(
      outlines({finding("cred-dotenv", Severity::critical, {"(24 bytes)/.env"})}, {}, kPacked),
      ElementsAre("cred-dotenv:"));
}

TEST(Unwanted, WhatUsersMayNeedIsAskedForByItsId) {
  const std::vector<Judged> findings = {finding("bin-native-binary", Severity::medium, {"a.js"})};
  EXPECT_THAT(outlines(findings, {}, kPacked), ElementsAre("bin-native-binary:"));
  EXPECT_THAT(outlines(findings, {Severity::medium, {"bin-native-binary"}}, kPacked),
              ElementsAre("bin-native-binary: a.js"));
}

TEST(Unwanted, ASecretGoesWithFilesThatHaveNoPlace) {
  const auto with = [&](Judged secret) {
    return outlines({finding("cred-dotenv", Severity::note, {"t/.env"}), std::move(secret)}, {},
                    kPacked);
  };
  const std::string id = "npm-access-token";
  EXPECT_THAT(with(finding(id, Severity::critical, {"t/.env"})), ElementsAre(id + ": t/.env"));
  EXPECT_THAT(with(finding(id, Severity::critical, {"t/.env", "b.map"})),
              ElementsAre(id + ": b.map t/.env"));
  EXPECT_THAT(with(finding(id, Severity::critical, {"a.js", "t/.env"})), ElementsAre(id + ":"));
}

}  // namespace
}  // namespace packwarden
