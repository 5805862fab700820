#include "app/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Options options_of(std::vector<std::string> arguments) {
  const auto parsed = parse_options(std::move(arguments));
  const auto* early = std::get_if<EarlyExit>(&parsed);
  EXPECT_EQ(early, nullptr) << (early == nullptr ? "" : early->text);
  return early == nullptr ? std::get<Options>(parsed) : Options{};
}

EarlyExit exit_of(std::vector<std::string> arguments) {
  const auto parsed = parse_options(std::move(arguments));
  EXPECT_TRUE(std::holds_alternative<EarlyExit>(parsed));
  return std::get<EarlyExit>(parsed);
}

TEST(Options, WithoutACommandTheCurrentDirectoryIsAudited) {
  const Options options = options_of({});
  EXPECT_EQ(options.command, Command::audit);
  EXPECT_EQ(options.packages.directory, ".");
  EXPECT_FALSE(options.fail_on);
  EXPECT_EQ(options.config, "");
  ASSERT_EQ(options.outputs.size(), 1U);
  EXPECT_EQ(options.outputs.front().format, "text");
}

TEST(Options, StandBeforeAndAfterTheCommand) {
  EXPECT_EQ(options_of({"--fail-on", "low"}).fail_on, Severity::low);
  EXPECT_EQ(options_of({"audit", "--fail-on", "low", "x"}).fail_on, Severity::low);
  EXPECT_EQ(options_of({"audit", "x", "--fail-on=low"}).fail_on, Severity::low);
  EXPECT_EQ(options_of({"scan", "x", "--config", "p.json"}).config, "p.json");
  EXPECT_EQ(options_of({"audit", "x", "--fail-on=low"}).packages.directory, "x");
}

TEST(Options, KnownValuesAreLookedForUnlessTheyAreOff) {
  EXPECT_EQ(options_of({}).known_values, KnownValueMode::automatic);
  EXPECT_EQ(options_of({"audit", "--known-values", "auto"}).known_values,
            KnownValueMode::automatic);
  EXPECT_EQ(options_of({"audit", "--osv", "advisories"}).advisories, "advisories");
  EXPECT_EQ(exit_of({"scan", "x", "--osv", "advisories"}).status, ExitStatus::incomplete);
  EXPECT_EQ(options_of({"pack", "--out", "x", "--known-values=off"}).known_values,
            KnownValueMode::off);
  EXPECT_EQ(exit_of({"audit", "--known-values", "on"}).status, ExitStatus::incomplete);
  EXPECT_EQ(exit_of({"scan", "x", "--known-values", "off"}).status, ExitStatus::incomplete);
}

TEST(Options, GroupsOfChecksAreAskedForByName) {
  EXPECT_EQ(options_of({}).groups, CheckGroups());
  const CheckGroups groups = options_of({"audit", "--group", "practices,names", "x"}).groups;
  EXPECT_TRUE(groups.contains(CheckGroup::practices));
  EXPECT_TRUE(groups.contains(CheckGroup::names));
  EXPECT_FALSE(groups.contains(CheckGroup::provenance));
  EXPECT_EQ(options_of({"--group", "names", "--group=practices"}).groups, groups);
  EXPECT_EQ(exit_of({"scan", "x", "--group", "practices"}).status, ExitStatus::incomplete);
}

TEST(Options, BudgetsAreNumbersOfFilesAndBytes) {
  const auto budgets =
      options_of({"audit", "--budget", "files=200", "--budget", "dist/**=1.5MB"}).budgets;
  ASSERT_EQ(budgets.size(), 2U);
  EXPECT_EQ(budgets[0].what, "files");
  EXPECT_EQ(budgets[0].most, 200U);
  EXPECT_EQ(budgets[1].what, "dist/**");
  EXPECT_EQ(budgets[1].most, 1'500'000U);
}

TEST(Options, FormatsMayGoToFiles) {
  const Options options =
      options_of({"audit", "--format", "text", "--format", "json=a=b.json", "t"});
  ASSERT_EQ(options.outputs.size(), 2U);
  EXPECT_EQ(options.outputs[0].file, "");
  EXPECT_EQ(options.outputs[1].format, "json");
  EXPECT_EQ(options.outputs[1].file, "a=b.json");
  EXPECT_EQ(options.packages.directory, "t");
}

TEST(Options, ScanTakesSeveralPaths) {
  const Options options = options_of({"scan", "a", "b", "-"});
  EXPECT_EQ(options.command, Command::scan);
  EXPECT_THAT(options.paths, ElementsAre("a", "b", "-"));
  EXPECT_THAT(options_of({"scan", "--", "--odd"}).paths, ElementsAre("--odd"));
}

TEST(Options, PackagesAreChosenAsNpmChoosesThem) {
  const Options options = options_of({"list", "--json", "--npm", "12", "-w", "a", "--workspace=b",
                                      "--include-workspace-root", "dir"});
  EXPECT_EQ(options.command, Command::list);
  EXPECT_TRUE(options.json);
  EXPECT_THAT(options.npm, ElementsAre(12));
  EXPECT_EQ(options.packages.directory, "dir");
  EXPECT_THAT(options.packages.workspaces, ElementsAre("a", "b"));
  EXPECT_EQ(options.packages.root, WorkspaceRoot::included);
  EXPECT_EQ(options_of({"--workspaces"}).packages.scope, WorkspaceScope::all);
  EXPECT_EQ(options_of({"audit", "--no-workspaces"}).packages.scope, WorkspaceScope::none);
  EXPECT_EQ(options_of({"audit"}).packages.scope, WorkspaceScope::implicit);
}

TEST(Options, WhyTakesAPathAndThenAPackage) {
  const Options options = options_of({"why", "dist/a.js", "packages/a", "--json"});
  EXPECT_EQ(options.command, Command::why);
  EXPECT_EQ(options.path, "dist/a.js");
  EXPECT_EQ(options.packages.directory, "packages/a");
  EXPECT_TRUE(options.json);
}

TEST(Options, FixTakesIdsAndASeverityOfItsOwn) {
  EXPECT_EQ(options_of({"fix"}).command, Command::fix);
  EXPECT_FALSE(options_of({"fix"}).fail_on);
  EXPECT_EQ(options_of({"fix", "--fail-on", "note"}).fail_on, Severity::note);
  EXPECT_EQ(options_of({"--fail-on", "low", "fix"}).fail_on, Severity::low);
  EXPECT_FALSE(options_of({"fix"}).write);
  const Options options = options_of({"fix", "p", "--write", "--only", "a,b", "--only", "c"});
  EXPECT_EQ(options.packages.directory, "p");
  EXPECT_TRUE(options.write);
  EXPECT_THAT(options.only, ElementsAre("a", "b", "c"));
  EXPECT_EQ(exit_of({"fix", "--format", "json"}).status, ExitStatus::incomplete);
}

TEST(Options, SbomIsTheBillOfMaterialsAlone) {
  const Options options = options_of({"sbom", "packages/a", "--out", "a.json", "-w", "b"});
  EXPECT_EQ(options.command, Command::sbom);
  EXPECT_EQ(options.packages.directory, "packages/a");
  EXPECT_THAT(options.packages.workspaces, ElementsAre("b"));
  ASSERT_EQ(options.outputs.size(), 1U);
  EXPECT_EQ(options.outputs.front().format, "cyclonedx");
  EXPECT_EQ(options.outputs.front().file, "a.json");
  EXPECT_EQ(options_of({"sbom"}).outputs.front().file, "");
}

TEST(Options, BothMeansTwoVersionsOfNpm) {
  EXPECT_THAT(options_of({"--npm", "both"}).npm, ElementsAre(11, 12));
  EXPECT_THAT(options_of({"list", "--npm", "both"}).npm, ElementsAre(11, 12));
  EXPECT_TRUE(options_of({}).npm.empty());
}

struct Mistake {
  std::vector<std::string> arguments;
  const char* text;
};

TEST(Options, MistakesAreStatusTwoAndSayWhatIsWrong) {
  const std::vector<Mistake> rows = {
      {{"audit", "--format", "yaml"},
       "no format is called \"yaml\"; there are codeclimate, cyclonedx, github, gitlab, html, "
       "json, junit, ndjson, rdjson, "
       "rdjsonl, sarif, statement, text"},
      {{"audit", "--format", "json="}, "a file name is missing after \"json=\""},
      {{"--format", "json", "--format", "text"}, "two formats would go to standard output"},
      {{"--fail-on", "severe"}, "--fail-on"},
      {{"--threads", "0"}, "--threads"},
      {{"scan"}, "PATH is required"},
      {{"audit", ""}, "TARGET is empty"},
      {{"audit", "--config", ""}, "--config is empty"},
      {{"audit", "--previous", ""}, "--previous is empty"},
      {{"--osv", "", "audit"}, "--osv is empty"},
      {{"verify", "a", "--statement", ""}, "--statement is empty"},
      {{"audit", "--budget", "size=much"},
       "\"size=much\" is no budget; budgets are files=200, size=1.5MB and dist/**=300kB"},
      {{"audit", "--group", "practice"},
       "no group of checks is called \"practice\"; there are names, practices, provenance"},
      {{"audit", "a", "b"}, "b"},
      {{"--quiet", "--verbose"}, "excludes"},
      {{"frobnicate"}, "no command is called \"frobnicate\"; to audit a directory"},
      {{"--format", "json=a", "--format", "text=a"}, "two formats would go to the same file: a"},
      {{"--format", "json=a/package.json"}, "a report would replace a/package.json; give it"},
      {{"--format", "json=.git/index"}, "a report would replace .git/index; give it another"},
      {{"--show-secrets"}, "--show-secrets"},
      {{"list", "--npm", "8"}, "--npm"},
      {{"list", "--npm", "both", "--json"}, "choose one, --npm 11 or --npm 12"},
      {{"pack", "--npm", "both", "--out", "x"}, "choose one, --npm 11 or --npm 12"},
      {{"pack"}, "--out is required"},
      {{"sbom", "--npm", "both"}, "choose one, --npm 11 or --npm 12"},
      {{"sbom", "--format", "json"}, "--format"},
      {{"scan", "a", "--format", "cyclonedx"}, "a bill of materials is of a package"},
      {{"diff", "a", "b", "--format", "cyclonedx=x"}, "a bill of materials is of a package"},
      {{"scan", "a", "--format", "statement=x"}, "a statement is of a package that is audited"},
      {{"diff", "a", "b", "--format", "statement=x"},
       "a statement is of a package that is audited"},
      {{"verify", "a", "--statement", "b", "--format", "statement=x"},
       "a statement is of a package that is audited"},
      {{"--format", "statement=x", "diff", "a", "b"},
       "a statement is of a package that is audited"},
      {{"verify", "a", "--statement", "b", "--fail-on", "critical"}, "--fail-on"},
      {{"verify", "a", "--statement", "b", "--config", "c"}, "--config"},
      {{"--fail-on", "critical", "verify", "a", "--statement", "b"}, "a difference always fails"},
      {{"--config", "c", "verify", "a", "--statement", "b"}, "a difference always fails"},
      {{"why"}, "PATH is required"},
      {{"why", "x", "--json", "--npm", "both"}, "choose one, --npm 11 or --npm 12"},
      {{"list", "--workspaces", "--no-workspaces"}, "excludes"},
  };
  for (const Mistake& row : rows) {
    const EarlyExit early = exit_of(row.arguments);
    EXPECT_EQ(early.status, ExitStatus::incomplete) << row.text;
    EXPECT_THAT(early.text, HasSubstr(row.text));
    EXPECT_THAT(early.text, testing::StartsWith("packwarden: "));
    EXPECT_THAT(early.text, testing::ContainsRegex("run packwarden( [a-z]+)? --help"));
  }
}

TEST(Options, AMistakeNamesTheHelpOfItsCommand) {
  EXPECT_EQ(exit_of({"scan", "--known-values", "off", "x"}).text,
            "packwarden: no option is called --known-values\n"
            "packwarden: run packwarden scan --help to see what there is\n");
  EXPECT_EQ(exit_of({"scan", "--fromat=json", "x"}).text,
            "packwarden: no option is called --fromat; did you mean \"--format\"?\n"
            "packwarden: run packwarden scan --help to see what there is\n");
  EXPECT_EQ(exit_of({"--nothing-like-it"}).text,
            "packwarden: no option is called --nothing-like-it\n"
            "packwarden: run packwarden --help to see what there is\n");
}

TEST(Options, HelpShowsExamplesAndStatuses) {
  const EarlyExit help = exit_of({"--help"});
  EXPECT_EQ(help.status, ExitStatus::clean);
  for (const char* part : {"Examples:", "Exit status:", "audit", "scan", "--fail-on"}) {
    EXPECT_THAT(help.text, HasSubstr(part));
  }
  EXPECT_THAT(exit_of({"scan", "--help"}).text, HasSubstr("packwarden scan dist"));
  EXPECT_THAT(exit_of({"audit", "--help"}).text, HasSubstr("TARGET"));
}

}  // namespace
}  // namespace packwarden
