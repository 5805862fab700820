#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "app/audit.h"
#include "source/memory_source.h"
#include "support/audited.h"
#include "support/planted_secret.h"
#include "support/random_value.h"

// Known values from the files beside a package to the report. No test prints a value.
namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What is audited, and what lies beside.
struct Scene {
  std::vector<Entry> entries;
  BesideEntries beside;
  std::vector<std::string> environment;
  KnownValueMode mode = KnownValueMode::automatic;

  [[nodiscard]] TargetReport report() const {
    const auto source = memory_source(entries, {}, beside);
    AuditOptions options;
    options.known_values = mode;
    options.environment.assign(environment.begin(), environment.end());
    return audit(*source, database(), Policy(), options);
  }
};

Scene with_dotenv(const std::string& variables, std::vector<Entry> entries) {
  Scene scene;
  scene.entries = std::move(entries);
  scene.beside.settings.push_back(file(".env", variables));
  return scene;
}

/// "RULE BEGIN-END SEVERITY" of each finding.
std::vector<std::string> findings(const TargetReport& report) {
  std::vector<std::string> out;
  for (const Judged& judged : report.findings) {
    const Finding& finding = judged.finding;
    out.push_back(finding.rule_id + " " + std::to_string(finding.location.span.begin) + "-" +
                  std::to_string(finding.location.span.end) + " " +
                  std::string(name_of(finding.severity)));
  }
  return out;
}

std::string all_of(const TargetReport& target) {
  Report report;
  report.targets.push_back(target);
  std::ostringstream out;
  for (const Reporter& reporter : reporters()) {
    reporter.write(report, {false, Verbosity::verbose}, out);
  }
  return out.str();
}

TEST(KnownValuesOfAnAudit, AValueOfADotenvFileIsFoundAndNamed) {
  const std::string value = random_value(20);
  const auto report =
      with_dotenv("MY_TOKEN=" + value, {file("a.js", "go('" + value + "')")}).report();
  EXPECT_THAT(findings(report), ElementsAre("env-dotenv-value-match 4-24 critical"));
  const Finding& finding = report.findings.front().finding;
  EXPECT_EQ(finding.message,
            "It is the value of MY_TOKEN in .env, and whoever installs the package can read it.");
  EXPECT_EQ(finding.title, "Value of a .env file");
  EXPECT_TRUE(finding.preview == preview(value));
  EXPECT_EQ(finding.confidence, Confidence::high);
  EXPECT_THAT(report.notes, ElementsAre("looked for 1 known value of .env"));
}

TEST(KnownValuesOfAnAudit, AValueOfTheEnvironmentIsFoundAndNamed) {
  const std::string value = random_value(20);
  Scene scene;
  scene.entries.push_back(file("a.js", value));
  scene.environment = {"CI=true", "MY_TOKEN=" + value};
  const auto report = scene.report();
  EXPECT_THAT(findings(report), ElementsAre("env-value-match 0-20 critical"));
  EXPECT_THAT(report.notes, ElementsAre("looked for 1 known value of the environment"));
}

TEST(KnownValuesOfAnAudit, OffMeansThatNoneIsLookedFor) {
  const std::string value = random_value(20);
  Scene scene = with_dotenv("MY_TOKEN=" + value, {file("a.js", value)});
  scene.mode = KnownValueMode::off;
  EXPECT_THAT(findings(scene.report()), IsEmpty());
  EXPECT_THAT(scene.report().notes, IsEmpty());
}

TEST(KnownValuesOfAnAudit, ARuleSaysWhatItIsAndTheKnownValueWhereItIsFrom) {
  const std::string token = npm_token(random_value(30));
  const auto report = with_dotenv("MY_TOKEN=" + token, {file("a.js", "'" + token + "'")}).report();
  EXPECT_THAT(findings(report), ElementsAre("npm-access-token 1-41 critical"));
  const Finding& finding = report.findings.front().finding;
  EXPECT_THAT(finding.message, ::testing::EndsWith(" It is the value of MY_TOKEN in .env, and "
                                                   "whoever installs the package can read it."));
  ASSERT_EQ(finding.also.size(), 1U);
  EXPECT_EQ(finding.also.front().rule_id, "env-dotenv-value-match");
}

TEST(KnownValuesOfAnAudit, AFindingOfAGenericRuleIsAsBadAsTheKnownValue) {
  const std::string value = random_value(30);
  const Entry entry = file("a.js", "const apiSecret = '" + value + "';");
  EXPECT_THAT(findings(with_dotenv("", {entry}).report()),
              ElementsAre("generic-secret 19-49 medium"));
  EXPECT_THAT(findings(with_dotenv("API_SECRET=" + value, {entry}).report()),
              ElementsAre("generic-secret 19-49 critical"));
}

TEST(KnownValuesOfAnAudit, AValueThatARuleTakesForPublicStaysPublic) {
  const std::string key = "pk" + std::string("_live_") + random_value(24);
  const Entry entry = file("a.js", "stripe('" + key + "')");
  const auto without = findings(with_dotenv("", {entry}).report());
  ASSERT_EQ(without.size(), 1U);
  EXPECT_EQ(findings(with_dotenv("STRIPE_KEY=" + key, {entry}).report()), without);
}

TEST(KnownValuesOfAnAudit, TheFormsOfOneValueAreOneFinding) {
  const std::string value = random_value(21);
  const auto report =
      with_dotenv("MY_TOKEN=" + value,
                  {file("a.txt", value + "\n" + to_hex(value) + "\n" + value + "\n")})
          .report();
  EXPECT_THAT(findings(report), ElementsAre("env-dotenv-value-match 0-21 critical"));
  const Finding& finding = report.findings.front().finding;
  ASSERT_EQ(finding.also.size(), 2U);
  EXPECT_EQ(finding.also[0].location.span, (ByteSpan{22, 64}));
  EXPECT_THAT(finding.also[0].location.via, ElementsAre("hex"));
  EXPECT_EQ(finding.also[1].location.span, (ByteSpan{65, 86}));
}

TEST(KnownValuesOfAnAudit, EachValueIsOneFindingInWhateverFiles) {
  const std::string one = random_value(20);
  const std::string two = random_value(20, 2);
  const auto report =
      with_dotenv("MY_TOKEN=" + one + "\nMY_SECRET=" + two + "\n",
                  {file("a", one), file("b", to_hex(two)), file("c", two + "\n" + one)})
          .report();
  EXPECT_THAT(findings(report), ElementsAre("env-dotenv-value-match 0-20 critical",
                                            "env-dotenv-value-match 0-40 critical"));
  for (const Judged& judged : report.findings) {
    ASSERT_EQ(judged.finding.also.size(), 1U);
    EXPECT_EQ(judged.finding.also.front().location.path, "c");
  }
}

TEST(KnownValuesOfAnAudit, WhatOthersReadIsNoSecret) {
  const std::string value = random_value(20);
  Scene scene = with_dotenv("MY_TOKEN=" + value, {file("a.js", value)});
  scene.beside.public_text.push_back(file("compose.yml", "token: " + value));
  EXPECT_THAT(findings(scene.report()), IsEmpty());
  EXPECT_THAT(scene.report().notes, IsEmpty());
}

TEST(KnownValuesOfAnAudit, WhatCannotBeReadIsNamed) {
  Scene scene = with_dotenv("A=1", {file("a.js", "x")});
  scene.beside.unread_settings.push_back(
      {{ErrorKind::unsupported, ".env.pipe", "not a regular file", {}}, 0});
  EXPECT_THAT(scene.report().notes,
              ElementsAre("the values of .env.pipe are not known: not a regular file"));
  EXPECT_EQ(status_of(scene.report()), ReportStatus::clean);
  scene.beside.unread_settings.push_back(
      {{ErrorKind::io, ".env.local", "permission denied", {}}, 0});
  ASSERT_EQ(scene.report().problems.size(), 1U);
  EXPECT_EQ(scene.report().problems.front().where, ".env.local");
  EXPECT_EQ(status_of(scene.report()), ReportStatus::incomplete);
}

TEST(KnownValuesOfAnAudit, NoReportHoldsAValue) {
  const std::string value = random_value(24);
  Scene scene = with_dotenv(
      "MY_TOKEN=" + value,
      {file("a.js", value), file("dist/" + value + ".js", "x"), file("b.js", value + value)});
  scene.beside.unread_settings.push_back({{ErrorKind::unsupported, ".env." + value, "x", {}}, 0});
  scene.beside.unread_settings.push_back({{ErrorKind::io, ".env-" + value, value, {}}, 0});
  const std::string text = all_of(scene.report());
  EXPECT_EQ(text.find(value.substr(4)), std::string::npos);
  EXPECT_THAT(findings(scene.report()), ElementsAre("env-dotenv-value-match 0-24 critical"));
  EXPECT_EQ(scene.report().findings.front().finding.also.size(), 3U);
}

TEST(KnownValuesOfAnAudit, ThreadsChangeNothing) {
  const std::string value = random_value(24);
  std::vector<Entry> entries;
  for (int i = 0; i < 300; ++i) entries.push_back(file(std::to_string(i), "x" + value));
  const Scene scene = with_dotenv("MY_TOKEN=" + value, entries);
  const auto alone = all_of(scene.report());
  const auto source = memory_source(scene.entries, {}, scene.beside);
  AuditOptions options;
  options.known_values = KnownValueMode::automatic;
  options.threads = 4;
  EXPECT_TRUE(all_of(audit(*source, database(), Policy(), options)) == alone);
}

}  // namespace
}  // namespace packwarden
