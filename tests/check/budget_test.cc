#include "check/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What is said of a package of two files of 600 and 400 bytes, beside package.json of 30, that is
/// held to a budget.
std::vector<std::string> exceeded(std::string_view budget) {
  const std::string manifest = R"({"name":"d","version":"1.0.0"})";
  Config config;
  config.budgets.push_back({*parse_budget(budget), "--budget"});
  const Policy policy = Policy::of(std::move(config), "2026-01-01");
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  const auto source =
      memory_source({file("dist/a.js", std::string(600, ' ')), file("b.js", std::string(400, ' ')),
                     file("package.json", manifest)},
                    facts);
  std::vector<std::string> out;
  for (const Judged& judged : audit(*source, database(), policy, {}).findings) {
    if (judged.finding.rule_id == "dif-budget") out.push_back(judged.finding.message);
  }
  return out;
}

TEST(Budgets, AreHeldUpToTheirLimit) {
  EXPECT_THAT(exceeded("files=3"), IsEmpty());
  EXPECT_THAT(exceeded("files=2"), ElementsAre(HasSubstr("3 files, and 2 are allowed")));
  EXPECT_THAT(exceeded("size=1030"), IsEmpty());
  EXPECT_THAT(exceeded("size=1029"),
              ElementsAre(HasSubstr("The largest: `dist/a.js` (600 B), `b.js` (400 B)")));
  EXPECT_THAT(exceeded("dist/**=0.6kB"), IsEmpty());
  EXPECT_THAT(exceeded("**/*.js=999B"), ElementsAre(HasSubstr("`**/*.js` has 1.0 kB")));
  EXPECT_THAT(exceeded("*.ts=0"), IsEmpty());
  EXPECT_THAT(exceeded("./dist/=0.6kB"), IsEmpty());
  EXPECT_THAT(exceeded("/dist/=599"), ElementsAre(HasSubstr("`dist/**` has 600 B")));
}

TEST(Budgets, OfNothingAreNone) {
  EXPECT_THAT(exceeded("dits/**=9MB"),
              ElementsAre(HasSubstr("`dits/**` matches no packed file, so nothing was compared")));
}

TEST(Budgets, AreANameAndAnAmount) {
  for (const char* text : {"", "=", "size", "size=", "=3", "size=-1", "size=1kb", "size=1 MB",
                           "size=1e400", "files=1.5", "files=10MB", "Files=1", "dist=1",
                           "size=1,files=1", "size=nan", "size=99999999GB"}) {
    EXPECT_FALSE(parse_budget(text)) << text;
  }
}

}  // namespace
}  // namespace packwarden
