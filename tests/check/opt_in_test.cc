// Groups of checks that are run where somebody asks: `names` and `provenance`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/ci_facts.h"
#include "check/popular_names.h"
#include "check/release.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The messages of one check in a package with this manifest.
std::vector<std::string> messages_of(std::string_view id, const std::string& manifest,
                                     const Policy& policy, const AuditOptions& options) {
  SourceFacts facts;
  facts.kind = SourceKind::tarball;
  const auto source = memory_source({file("package.json", manifest)}, facts);
  std::vector<std::string> out;
  for (const Judged& judged : audit(*source, database(), policy, options).findings) {
    if (judged.finding.rule_id == id) out.push_back(judged.finding.message);
  }
  return out;
}

TEST(Groups, AreKnownByName) {
  EXPECT_EQ(find_group("practices")->group, CheckGroup::practices);
  EXPECT_EQ(find_group("always"), nullptr);
  EXPECT_TRUE(CheckGroups().contains(CheckGroup::always));
  EXPECT_FALSE(CheckGroups().contains(CheckGroup::practices));
}

TEST(PopularNames, AreSortedAndMany) {
  const auto& names = popular_names();
  EXPECT_GT(names.size(), 800U);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_TRUE(std::binary_search(names.begin(), names.end(), "@babel/core"));
}

struct Edit {
  std::string_view a;
  std::string_view b;
  bool is_one;
};

TEST(Edits, ChangeOneByteOrSwapTwo) {
  for (const Edit& row : {Edit{"lodash", "lodsh", true}, Edit{"lodash", "lodashs", true},
                          Edit{"lodash", "xlodash", true}, Edit{"lodash", "lodesh", true},
                          Edit{"lodash", "loadsh", true}, Edit{"lodash", "lodash", false},
                          Edit{"lodash", "ldoahs", false}, Edit{"lodash", "lodashes", false},
                          Edit{"", "a", true}, Edit{"", "", false}}) {
    EXPECT_EQ(is_one_edit_away(row.a, row.b), row.is_one) << row.a << " " << row.b;
    EXPECT_EQ(is_one_edit_away(row.b, row.a), row.is_one) << row.b << " " << row.a;
  }
}

std::vector<std::string> confusions(const std::string& name, const Release* previous = nullptr) {
  AuditOptions options;
  options.previous = previous;
  return messages_of("pkg-name-confusable", R"({"name": ")" + name + R"(", "version": "1.0.0"})",
                     policy_with_groups({"names"}), options);
}

TEST(Names, MayBeTakenForKnownOnes) {
  EXPECT_THAT(confusions("commnader"), ElementsAre(HasSubstr("close to `commander`")));
  EXPECT_THAT(confusions("babel-core"), ElementsAre(HasSubstr("close to `@babel/core`")));
  EXPECT_THAT(confusions("commander"), IsEmpty());
  EXPECT_THAT(confusions("@me/commnader"), IsEmpty());
  EXPECT_THAT(confusions("commando-runner"), IsEmpty());
  EXPECT_THAT(messages_of("pkg-name-confusable", R"({"name": "commnader"})", Policy(), {}),
              IsEmpty());
}

TEST(Names, ThatWereReleasedBeforeAreTheirs) {
  Release before;
  before.name = "commnader";
  EXPECT_THAT(confusions("commnader", &before), IsEmpty());
}

TEST(Repositories, AreComparedWithoutTheirForms) {
  for (const char* address :
       {"github:Owner/Name", "owner/name", "git+https://github.com/owner/name.git",
        "https://user:word@github.com/owner/name/", "git@github.com:owner/name.git"}) {
    EXPECT_EQ(repository_key(address), "github.com/owner/name") << address;
  }
  EXPECT_EQ(repository_key("https://git.example.org/a/b/c.git"), "git.example.org/a/b/c");
  EXPECT_EQ(repository_key("nothing"), "");
}

const std::string kSame = R"("repository": "github:owner/name")";

std::vector<std::string> provenance(const std::string& members,
                                    std::vector<std::string_view> environment) {
  AuditOptions options;
  options.environment = std::move(environment);
  return messages_of("out-provenance-readiness",
                     R"({"name": "demo", "version": "1.0.0", )" + members + "}",
                     policy_with_groups({"provenance"}), options);
}

TEST(Provenance, IsReadyWithRepositoryAndIdentity) {
  const std::vector<std::string_view> run = {"ACTIONS_ID_TOKEN_REQUEST_URL=x",
                                             "GITHUB_ACTIONS=true", "GITHUB_REPOSITORY=owner/name",
                                             "GITHUB_SERVER_URL=https://github.com"};
  EXPECT_THAT(provenance(kSame, run), IsEmpty());
  EXPECT_THAT(provenance(R"("repository": "github:owner/other")", run),
              ElementsAre(HasSubstr("`repository` that is `github.com/owner/name`")));
  EXPECT_THAT(provenance(kSame + R"(, "publishConfig": {"provenance": false})", run),
              ElementsAre(HasSubstr("`publishConfig.provenance` that is not false")));
  EXPECT_THAT(provenance(kSame, {run.begin() + 1, run.end()}),
              ElementsAre(HasSubstr("id-token: write")));
}

TEST(Provenance, OfGitLabNeedsATokenOfItsOwn) {
  const std::string same = R"("repository": {"url": "https://git.example.org/a/b.git"})";
  const std::vector<std::string_view> run = {"CI_PROJECT_URL=https://git.example.org/a/b",
                                             "GITLAB_CI=true", "SIGSTORE_ID_TOKEN=x"};
  EXPECT_THAT(provenance(same, run), IsEmpty());
  EXPECT_THAT(provenance(same, {run.begin(), run.end() - 1}),
              ElementsAre(HasSubstr("SIGSTORE_ID_TOKEN")));
}

TEST(Provenance, IsOfNoConcernElsewhere) {
  EXPECT_THAT(provenance(kSame, {}), IsEmpty());
  EXPECT_THAT(provenance(kSame, {"CI=true", "JENKINS_URL=x"}), IsEmpty());
}

}  // namespace
}  // namespace packwarden
