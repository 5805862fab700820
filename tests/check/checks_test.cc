#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "check/checked.h"
#include "check/content_rules.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<CheckInfo> all_infos() {
  std::vector<CheckInfo> out;
  for (const FileCheck* check : file_checks()) out.push_back(check->info);
  for (const PackageCheck* check : package_checks()) out.push_back(check->info);
  return out;
}

TEST(Checks, SayWhyAndWhatToDoInSentences) {
  for (const CheckInfo& info : all_infos()) {
    EXPECT_TRUE(info.why.ends_with('.')) << info.id;
    EXPECT_TRUE(info.fix.ends_with('.')) << info.id;
    EXPECT_FALSE(info.title.empty() || info.title.ends_with('.')) << info.id;
  }
}

TEST(Checks, AreSortedById) {
  const auto files = file_checks();
  for (std::size_t i = 1; i < files.size(); ++i) {
    EXPECT_LT(files[i - 1]->info.id, files[i]->info.id);
  }
  const auto packages = package_checks();
  for (std::size_t i = 1; i < packages.size(); ++i) {
    EXPECT_LT(packages[i - 1]->info.id, packages[i]->info.id);
  }
  const auto judges = content_judges();
  for (std::size_t i = 1; i < judges.size(); ++i) {
    EXPECT_LT(judges[i - 1].rule_id, judges[i].rule_id);
  }
}

TEST(Checks, NamesAreInLowerCaseAsTheyAreCompared) {
  for (const FileCheck* check : file_checks()) {
    for (const std::string_view name : check->names) {
      EXPECT_EQ(ascii_lower(name), name) << check->info.id;
    }
  }
}

TEST(Checks, JudgesAreOfRulesThatExist) {
  std::set<std::string, std::less<>> content;
  for (const Rule& rule : database().rules().rules()) {
    if (rule.kind == FindingKind::content) content.insert(rule.id);
  }
  for (const ContentJudge& row : content_judges()) {
    EXPECT_TRUE(content.contains(row.rule_id)) << row.rule_id;
  }
}

TEST(FileChecks, OfAMemberAreAtThePlaceOfTheArchive) {
  std::vector<Finding> found;
  check_file({"a.zip!b/.env", "A=", 0644}, {"a.zip", {3, 9}, {"archive b/.env"}}, found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].location.path, "a.zip");
  EXPECT_EQ(found[0].location.span, (ByteSpan{3, 9}));
  EXPECT_THAT(found[0].location.via, ElementsAre("archive b/.env"));
  EXPECT_THAT(found[0].fix, testing::HasSubstr("`a.zip!b/.env`"));
}

TEST(ContentRules, CountInPackagesAndAreNotesInDocumentation) {
  const std::string text = "const at = '/home/jschmidt/app/a.js';";
  EXPECT_THAT(audited_hits("env-home-path", "dist/a.js", text), ElementsAre("note dist/a.js"));
  const auto source = memory_source({file("a.js", text)});
  EXPECT_THAT(audit(*source, database(), Policy(), {}).findings, IsEmpty());
}

TEST(ContentRules, OfAFileAreOneFindingWithAllPlaces) {
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  const std::string text = "'/home/jschmidt/a' '/home/jschmidt/b' '/home/meier/c'";
  const auto source = memory_source({file("a.js", text)}, facts);
  std::size_t places = 0;
  for (const Judged& judged : audit(*source, database(), Policy(), {}).findings) {
    if (judged.finding.rule_id == "env-home-path") places += 1 + judged.finding.also.size();
  }
  EXPECT_EQ(places, 3U);
}

}  // namespace
}  // namespace packwarden
