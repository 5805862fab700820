#include "check/secret_place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "support/planted_secret.h"
#include "support/private_keys.h"
#include "support/random_value.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// "id severity" of what is said of one file, without the checks of other groups.
std::vector<std::string> said_of(const std::string& path, const std::string& bytes) {
  std::vector<std::string> out;
  for (const Finding& finding : audited({{path, bytes}})) {
    const bool is_ours = finding.kind == FindingKind::secret ||
                         finding.rule_id.starts_with("cred-") ||
                         finding.rule_id.starts_with("sec-");
    if (is_ours && finding.location.path == path) {
      out.push_back(finding.rule_id + " " + std::string(name_of(finding.severity)));
    }
  }
  return out;
}

std::string in_base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) out += kDigits[bits >> (count - 6) & 63U];
  }
  if (count > 0) out += kDigits[bits << (6 - count) & 63U];
  return out;
}

TEST(SecretPlace, KeysAmongTestsAndPublishedKeysAreNotes) {
  const std::string code = "const key = `" + pem_key(kOwnBody) + "`;";
  EXPECT_THAT(said_of("dist/a.js", code), ElementsAre("pem-private-key critical"));
  EXPECT_THAT(said_of("test/a.js", code), ElementsAre("pem-private-key note"));
  EXPECT_THAT(said_of("src/a.test.js", code), ElementsAre("pem-private-key note"));
  EXPECT_THAT(said_of("dist/a.js", "const key = `" + pem_key(kPublishedBody) + "`;"),
              ElementsAre("pem-private-key note"));
}

TEST(SecretPlace, AnythingElseAmongTestsStaysWhatItIs) {
  EXPECT_THAT(said_of("test/a.js", "const t = '" + npm_token(random_value(30)) + "';"),
              ElementsAre("npm-access-token critical"));
}

TEST(SecretPlace, AKeyInAFileOfAKeyIsOneFinding) {
  for (const std::string path : {"id_rsa", "server.key", "x/.ssh/deploy"}) {
    const auto found = audited({{path, pem_key(kOwnBody)}});
    std::vector<const Finding*> of_key;
    for (const Finding& finding : found) {
      if (finding.location.path == path) of_key.push_back(&finding);
    }
    ASSERT_THAT(of_key, SizeIs(1)) << path;
    EXPECT_TRUE(of_key[0]->rule_id.starts_with("cred-")) << path;
    ASSERT_THAT(of_key[0]->also, SizeIs(1)) << path;
    EXPECT_EQ(of_key[0]->also[0].rule_id, "pem-private-key");
    EXPECT_GT(of_key[0]->also[0].location.span.size(), 0U);
  }
}

TEST(SecretPlace, ATokenInAFileOfCredentialsSaysWhatToRevoke) {
  EXPECT_THAT(
      said_of(".npmrc", "//registry.npmjs.org/:_auth" + ("Token=" + npm_token(random_value(30)))),
      ElementsAre("cred-npmrc critical", "npm-access-token critical"));
}

TEST(SecretPlace, StateAndHistoriesAreWorseWithASecretInThem) {
  const std::string line = "export T=" + npm_token(random_value(30)) + "\n";
  const auto of_check = [&](const std::string& path) { return said_of(path, line).at(0); };
  EXPECT_EQ(of_check(".bash_history"), "cred-shell-history critical");
  EXPECT_EQ(of_check(".claude/settings.local.json"), "cred-ai-assistant-config critical");
  EXPECT_EQ(of_check("terraform.tfstate"), "cred-infra-state critical");
  EXPECT_EQ(of_check(".vercel/project.json"), "cred-platform-state critical");
  EXPECT_EQ(of_check(".rest-client/a.json"), "cred-api-client-environment high");
  EXPECT_EQ(said_of(".env", "A_ID=" + npm_token(random_value(30))).at(0), "cred-dotenv critical");
}

TEST(SecretPlace, StateSaysHowManySecretsAreInIt) {
  for (const Finding& finding :
       audited({{".bash_history", "T=" + npm_token(random_value(30)) + "\n"}})) {
    if (finding.rule_id != "cred-shell-history") continue;
    EXPECT_THAT(finding.message, HasSubstr("It holds 1 secret."));
    EXPECT_THAT(finding.message, testing::Not(HasSubstr("npm_")));
  }
}

TEST(SecretPlace, WhatWasDecodedIsASecretForSureByItsForm) {
  const std::string token = "let text = `token: " + npm_token(random_value(30)) + "`";
  EXPECT_THAT(said_of("a.js", "a = '" + in_base64(token) + "'"),
              ElementsAre("npm-access-token critical"));
  const std::string address = "url: https://bob:" + random_value(14, 3) + "@api.acme.io/v1/users";
  EXPECT_THAT(said_of("a.js", "a = '" + address + "'"), ElementsAre("http-basic-auth-url high"));
  EXPECT_THAT(said_of("a.js", "a = '" + in_base64(address) + "'"),
              ElementsAre("http-basic-auth-url medium"));
}

TEST(SecretPlace, PercentEncodingInASourceMapIsOneAllTheSame) {
  const std::string address = "https://bob%3A" + random_value(14, 3) + "@api.acme.io/v1/users";
  const std::string map = R"({"version": 3, "sources": ["a.ts"], "mappings": "", )"
                          R"("sourcesContent": ["a = ')" +
                          address + R"('"]})";
  EXPECT_THAT(said_of("a.js.map", map), ElementsAre("http-basic-auth-url medium"));
}

TEST(SecretPlace, AnAddressInDocumentationIsANote) {
  const std::string address = "https://bob:" + random_value(14, 3) + "@api.acme.io/v1/users";
  EXPECT_THAT(said_of("README.md", address), ElementsAre("http-basic-auth-url note"));
}

TEST(SecretPlace, APasswordThatOnlyItsNameTellsIsANoteInDocumentationAndTests) {
  const std::string text = "const password = '" + std::string("rapunz") + "3l';\n";
  EXPECT_THAT(said_of("lib/a.js", text), ElementsAre("generic-password medium"));
  EXPECT_THAT(said_of("README.md", text), ElementsAre("generic-password note"));
  EXPECT_THAT(said_of("test/a.js", text), ElementsAre("generic-password note"));
}

TEST(ManifestUrl, CredentialsOfAnAddress) {
  const std::string id = "sec-manifest-url-credentials";
  const auto of_repository = [&](const std::string& user) {
    return hits_of_manifest(
        id, R"("repository": {"url": "git+https://)" + user + "git.acme.io/a/b.git\"}");
  };
  EXPECT_THAT(of_repository("bob:" + random_value(12) + "@"), SizeIs(1));
  EXPECT_THAT(of_repository("bob:" + random_value(12) + "@").at(0),
              HasSubstr("critical package.json:1:"));
  EXPECT_THAT(of_repository(random_value(30) + "@").at(0), HasSubstr("critical"));
  EXPECT_THAT(of_repository("bob@").at(0), HasSubstr("note"));
  EXPECT_THAT(of_repository("git@").at(0), HasSubstr("note"));
  EXPECT_THAT(of_repository("user:password@"), IsEmpty());
  EXPECT_THAT(of_repository(""), IsEmpty());
}

TEST(ManifestUrl, CredentialsStandInOtherFormsToo) {
  const std::string secret = random_value(12);
  for (const std::string& url :
       {"https://bob:" + secret + "#x@git.acme.io/r.git", "https://bob:x/" + secret + "@acme.io/r",
        "https://bob:x?" + secret + "@acme.io/r", "github:bob:" + secret + "@o/r",
        "bob:" + secret + "@git.acme.io:o/r", "git+https:bob:" + secret + "@acme.io/o/r",
        "HTTPS://bob:" + secret + "@acme.io/o/r", "https://bob:x#" + secret + "@acme.io/@a/b"}) {
    const auto hits = hits_of_manifest("sec-manifest-url-credentials",
                                       R"("dependencies": {"x": ")" + url + "\"}");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_THAT(hits[0], HasSubstr("critical"));
  }
}

TEST(ManifestUrl, LoggingInOverSshIsWhatEverybodyDoes) {
  for (const std::string url : {"git@git.acme.io:a/b.git", "git+ssh://git@git.acme.io/a/b.git",
                                "ssh://git@git.acme.io/a", "git://git@git.acme.io/a"}) {
    EXPECT_THAT(hits_of_manifest("sec-manifest-url-credentials",
                                 R"("repository": ")" + url + "\", \"homepage\": \"https://a.io\""),
                IsEmpty())
        << url;
  }
}

TEST(ManifestUrl, AllFieldsAreLookedAt) {
  const std::string url = "\"https://bob@acme.io/a.git\"";
  const auto hits = hits_of_manifest(
      "sec-manifest-url-credentials",
      "\"repository\": " + url + ", \"bugs\": {\"url\": " + url + "}, \"homepage\": " + url +
          ", \"funding\": [" + url + ", {\"url\": " + url + "}], \"dependencies\": {\"a\": " + url +
          "}, \"devDependencies\": {\"b\": " + url + "}");
  EXPECT_THAT(hits, SizeIs(7));
}

TEST(ManifestUrl, WhatARuleSaysOfTheSameBytesIsOneFinding) {
  const std::string manifest =
      R"({"name": "demo", "version": "1.0.0", "repository": "https://bob:)" + random_value(14, 3) +
      "@git.acme.io/a/b.git\"}";
  std::vector<std::string> ids;
  for (const Finding& finding : audited({{"package.json", manifest}})) {
    if (finding.kind == FindingKind::content && !finding.rule_id.starts_with("sec-")) continue;
    ids.push_back(finding.rule_id);
    ASSERT_THAT(finding.also, SizeIs(1));
    EXPECT_EQ(finding.also[0].rule_id, "http-basic-auth-url");
  }
  EXPECT_THAT(ids, ElementsAre("sec-manifest-url-credentials"));
}

TEST(ByManifest, AFileThatTheListNamesIsThereOnPurpose) {
  const auto severity_with = [](const std::string& files) {
    std::string out;
    for (const Finding& finding : audited(
             {{"package.json", R"({"name": "a", "version": "1.0.0", "files": [)" + files + "]}"},
              {".claude/agents/a.md", "text"}})) {
      if (finding.rule_id == "cred-ai-assistant-config") out += name_of(finding.severity);
    }
    return out;
  };
  EXPECT_EQ(severity_with(R"("dist", ".claude/agents")"), "note");
  EXPECT_EQ(severity_with(R"(".claude/**")"), "note");
  EXPECT_EQ(severity_with(R"("./.claude")"), "note");
  EXPECT_EQ(severity_with(R"("**/*")"), "medium");
  EXPECT_EQ(severity_with(R"("dist")"), "medium");
}

}  // namespace
}  // namespace packwarden
