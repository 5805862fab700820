#include "check/advisories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/advisory_files.h"
#include "check/checked.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string advisory(const std::string& id, const std::string& affected,
                     const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "summary": "It breaks", )" + more + R"("affected": [{)" +
         R"("package": {"ecosystem": "npm", "name": "a"}, )" + affected + "}]}";
}

std::string range(const std::string& events) {
  return R"("ranges": [{"type": "SEMVER", "events": [)" + events + "]}]";
}

/// "id severity fixed" of those for a version of `a`.
std::vector<std::string> found(const std::string& text, const std::string& version) {
  Advisories advisories;
  if (!advisories.add(text, "x.json")) return {"refused"};
  std::vector<std::string> out;
  for (const Advisory& one : advisories.find("a", version)) {
    out.push_back(one.id + " " + std::string(name_of(one.severity)) + " " + one.fixed);
  }
  return out;
}

TEST(Advisories, HoldFromAnIntroductionToAFix) {
  const std::string text =
      advisory("G-1", range(R"({"introduced": "0"}, {"fixed": "1.2.0"}, {"introduced": "2.0.0"},
                               {"last_affected": "2.1.0"})"));
  EXPECT_THAT(found(text, "1.1.9"), ElementsAre("G-1 medium 1.2.0"));
  EXPECT_THAT(found(text, "1.2.0"), IsEmpty());
  EXPECT_THAT(found(text, "2.1.0"), ElementsAre("G-1 medium "));
  EXPECT_THAT(found(text, "2.1.1"), IsEmpty());
  EXPECT_THAT(found(text, "1.2.0-rc.1"), ElementsAre("G-1 medium 1.2.0"));
  EXPECT_THAT(found(text, "no version"), IsEmpty());
}

TEST(Advisories, MayNameVersions) {
  EXPECT_THAT(found(advisory("G-1", R"("versions": ["1.0.0", "x"])"), "1.0.0"),
              ElementsAre("G-1 medium "));
  EXPECT_THAT(found(advisory("G-1", R"("versions": ["1.0.0"])"), "1.0.1"), IsEmpty());
}

TEST(Advisories, OfOthersAndWithdrawnOnesArePassedOver) {
  const std::string all = range(R"({"introduced": "0"})");
  EXPECT_THAT(found(advisory("G-1", all, R"("withdrawn": "2024-01-01T00:00:00Z", )"), "1.0.0"),
              IsEmpty());
  EXPECT_THAT(
      found(R"({"id": "G-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, )" + all +
                "}]}",
            "1.0.0"),
      IsEmpty());
  EXPECT_THAT(found("[]", "1.0.0"), ElementsAre("refused"));
  EXPECT_THAT(found("{", "1.0.0"), ElementsAre("refused"));
  EXPECT_THAT(found("{}", "1.0.0"), ElementsAre("refused"));
}

TEST(Advisories, HaveASeverity) {
  const std::string all = range(R"({"introduced": "0"})");
  const auto severity = [&](const std::string& id, const std::string& more) {
    const auto hits = found(advisory(id, all, more), "1.0.0");
    return hits.empty() ? std::string() : hits.front();
  };
  EXPECT_EQ(severity("MAL-1", ""), "MAL-1 critical ");
  EXPECT_EQ(severity("G-1", R"("database_specific": {"severity": "MODERATE"}, )"), "G-1 medium ");
  EXPECT_EQ(severity("G-1", R"("database_specific": {"severity": "HIGH"}, )"), "G-1 high ");
  EXPECT_EQ(severity("G-1", R"("severity": [{"type": "CVSS_V3",
                "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], )"),
            "G-1 critical ");
}

TEST(Scores, AreThoseOfTheStandard) {
  EXPECT_DOUBLE_EQ(cvss_base_score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), 9.8);
  EXPECT_DOUBLE_EQ(cvss_base_score("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"), 6.1);
  EXPECT_DOUBLE_EQ(cvss_base_score("CVSS:3.0/AV:L/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:N"), 0);
  EXPECT_LT(cvss_base_score("CVSS:3.1/AV:N"), 0);
  EXPECT_LT(cvss_base_score("CVSS:4.0/AV:N/AC:L"), 0);
  EXPECT_EQ(severity_of_score(3.9), Severity::low);
  EXPECT_EQ(severity_of_score(9.0), Severity::critical);
}

TEST(AdvisoryFiles, AreReadFromADirectory) {
  TemporaryDirectory directory;
  EXPECT_FALSE(read_advisories(directory.path()));
  directory.write("npm/G-1.json", advisory("G-1", range(R"({"introduced": "0"})")));
  directory.write("README.md", "x");
  const auto read = read_advisories(directory.path());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 1U);
  directory.write("npm/broken.json", "{");
  EXPECT_FALSE(read_advisories(directory.path()));
  EXPECT_FALSE(read_advisories(directory.path("none")));
}

std::vector<std::string> audited_with(const std::string& path, const std::string& manifest) {
  Advisories advisories;
  EXPECT_TRUE(advisories.add(advisory("G-1", range(R"({"introduced": "0"}, {"fixed": "2.0.0"})"),
                                      R"("database_specific": {"severity": "HIGH"}, )"),
                             "x.json"));
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  const auto source = memory_source(
      {file("package.json", R"({"name": "demo", "version": "1.0.0"})"), file(path, manifest)},
      facts);
  std::vector<std::string> out;
  for (const Judged& judged :
       audit(*source, database(), Policy(), {.advisories = &advisories}).findings) {
    const Finding& finding = judged.finding;
    if (finding.rule_id != "vul-bundled-dependency") continue;
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.fix);
  }
  return out;
}

TEST(BundledVulnerabilities, AreThoseOfCopies) {
  const std::string old = R"({"name": "a", "version": "1.5.0"})";
  EXPECT_THAT(audited_with("node_modules/a/package.json", old),
              ElementsAre("high Update a to 2.0.0, and build again."));
  EXPECT_THAT(audited_with("dist/compiled/a/package.json", old),
              ElementsAre("high Update a to 2.0.0, and build again."));
  EXPECT_THAT(audited_with("examples/app/package.json", old), IsEmpty());
  EXPECT_THAT(audited_with("test/node_modules/a/package.json", old), IsEmpty());
  EXPECT_THAT(audited_with("node_modules/a/package.json", R"({"name": "a", "version": "2.0.0"})"),
              IsEmpty());
}

}  // namespace
}  // namespace packwarden
