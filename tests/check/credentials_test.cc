#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "support/random_value.h"

namespace packwarden {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

struct Case {
  std::string path;
  std::string bytes;
  std::vector<std::string> expected;
};

void expect_checks(const std::vector<Case>& cases) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& row = cases[i];
    EXPECT_EQ(checks_of_group("cred-", row.path, row.bytes), row.expected)
        << row.path << ", row " << i;
  }
}

TEST(CredentialDotenv, ItsValuesDecide) {
  expect_checks({
      {".env",
       "URL=postgres://app:" + random_value(6) + "@db.acme.io/app\n",
       {"cred-dotenv critical"}},
      {".env", "A=1\nA=" + random_value(24) + "\n", {"cred-dotenv critical"}},
      {"config/.env.production", "export API_KEY='acme-1'\n", {"cred-dotenv critical"}},
      {"prod.env", "DB_PASS" + "WORD=acme-1\n"s, {"cred-dotenv critical"}},
      {".envrc", "R2_TOK" + "EN_VALUE=acme-1\n"s, {"cred-dotenv critical"}},  // plyr 3.8.4
      {"test/.env", "API_KEY=acme-1\n", {"cred-dotenv medium"}},
      {"templates/app/.env", "API_KEY=acme-1\n", {"cred-dotenv medium"}},
      {".env",
       "HOST=127.0.0.1:6379\nPORT=8080\nDEBUG=true\nKEY=changeme\n",
       {"cred-dotenv medium"}},
      {".env", "GREETING=hello\n", {"cred-dotenv medium"}},
      {".env", "URL=postgres://db.acme.io/app\n", {"cred-dotenv medium"}},
      {".env", "TLS_KEY=./certs/server.pem\nAPP_PUBLIC_KEY=acme-1\n", {"cred-dotenv medium"}},
      {"test/.env", "A=acme-1\n", {"cred-dotenv medium"}},
      {"templates/extensions/integration-test.env",
       "GREETING=Hello\nLOCATION=us-central1\n",
       {"cred-dotenv note"}},  // firebase-tools 15.34.2
      {"templates/app/.env", "PORT=80\n", {"cred-dotenv note"}},
      {".env", "# nothing\n", {"cred-dotenv note"}},
      {".xcode.env", "export NODE_BINARY=$(command -v node)\n", {"cred-dotenv note"}},
      {".env.production",
       "DOTENV_PUBLIC_KEY=\"03acme1\"\nA=\"encrypted:BDqacme1\"\n",
       {"cred-dotenv medium"}},
      {".env.vault", "DOTENV_VAULT_CI=\"acme1==\"\n", {"cred-dotenv medium"}},
      {".env.keys", "DOTENV_PRIVATE_KEY=acme1\n", {"cred-dotenv critical"}},
      {".env.example", "A=acme-1\n", {}},
      {".env.production.sample", "A=acme-1\n", {}},
      {"environment.js", "A=acme-1\n", {}},
  });
}

TEST(CredentialDotenv, NamesVariablesAndNoValues) {
  const auto found = found_in(".env", "PORT=80\nNAME=acme-1\nOTHER=acme-2\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("look real: NAME, OTHER."));
  EXPECT_THAT(found[0].message, testing::Not(HasSubstr("acme")));
  const auto secret = found_in(".env", "NAME=acme-1\nAPI_KEY=acme-2\n");
  ASSERT_EQ(secret.size(), 1U);
  EXPECT_THAT(secret[0].message, HasSubstr("look like secrets: API_KEY."));
}

TEST(CredentialNpmrc, ALiteralCredentialIsCritical) {
  const std::string at = "//registry.acme.io/:";
  expect_checks({
      {".npmrc", at + "_auth" + "Token=" + random_value(36) + "\n", {"cred-npmrc critical"}},
      {"x/.npmrc", at + "_pass" + "word = \"" + random_value(20) + "\"", {"cred-npmrc critical"}},
      {".npmrc", "_auth=" + random_value(24), {"cred-npmrc critical"}},
      {".npmrc", at + "_auth" + "Token=${NPM_TOKEN}\n", {"cred-npmrc note"}},
      {".npmrc", "; comment\n" + at + "keyfile=/etc/key.pem\n", {"cred-npmrc medium"}},
      {".npmrc", "; _auth=acme\nregistry=https://registry.acme.io/\nsave-exact=true\n", {}},
      {".npmrc", "", {}},
  });
}

TEST(CredentialPackageManager, EachHasItsForm) {
  const std::string id = "cred-package-manager-config";
  const std::string token = random_value(32);
  expect_checks({
      {".yarnrc.yml",
       "npmRegistries:\n  \"https://acme.io\":\n    npmAuth" + ("Token: " + token),
       {id + " critical"}},
      {".yarnrc.yml", "npmAuth" + ("Ident: \"" + token) + "\"\n", {id + " critical"}},
      {".yarnrc.yml", "npmAuth" + "Token: \"${TOKEN:-}\"\n"s, {id + " note"}},
      {".yarnrc.yml", "nodeLinker: node-modules\n", {id + " note"}},
      {".yarnrc", "\"//acme.io/:_auth" + ("Token\" " + token), {id + " critical"}},
      {".yarnrc", "registry \"https://acme.io\"\n", {id + " note"}},
      {"bunfig.toml",
       "[install.scopes]\n\"@a\" = { url = \"u\", token = \"" + token + "\" }",
       {id + " critical"}},
      {"bunfig.toml", "[install.registry]\ntoken = \"" + token + "\"", {id + " critical"}},
      {"bunfig.toml", "[test]\ntoken = \"" + token + "\"", {id + " note"}},
      {"bunfig.toml", "[install]\nregistry = { url = \"u\", token = \"$TOKEN\" }", {id + " note"}},
      {".pnpmrc", "//acme.io/:_auth" + ("Token=" + token), {id + " critical"}},
  });
}

TEST(CredentialHomeFile, ALiteralValueIsCriticalAndTheNameHigh) {
  const std::string value = random_value(16);
  const std::string critical = "cred-home-file critical";
  const std::string high = "cred-home-file high";
  expect_checks({
      {".netrc", "machine a.io login b pass" + ("word " + value), {critical}},
      {"_netrc", "machine a.io login b\n", {high}},
      {".git-credentials", "https://bob:" + value + "@git.acme.io\n", {critical}},
      {".pgpass", "db.acme.io:5432:app:app:" + value, {critical}},
      {".my.cnf", "[client]\npassword=" + value, {critical}},
      {".mylogin.cnf", std::string(40, '\1'), {critical}},
      {".s3cfg", "[default]\nsecret_key = " + value, {critical}},
      {".boto", "[Credentials]\naws_secret_access_key = " + value, {critical}},
      {".dockercfg", R"({"acme.io": {"auth": ")" + value + "\"}}", {critical}},
      {".docker/config.json", R"({"auths": {"a": {"auth": ")" + value + "\"}}}", {critical}},
      {".docker/config.json", R"({"auths": {}, "credsStore": "pass"})", {}},
      {"docker/config.json", R"({"auths": {"a": {"auth": ")" + value + "\"}}}", {}},
      {".htpasswd", "bob:$apr1$" + value, {critical}},
      {".pypirc", "[pypi]\npassword: " + value, {critical}},
      {".gem/credentials", ":rubygems_api_key: " + value, {critical}},
      {".cargo/credentials", "[registry]\ntoken = \"" + value + "\"", {critical}},
      {".cargo/credentials.toml", "[registry]\n", {high}},
      {".m2/settings.xml", "<password>" + value + "</password>", {critical}},
      {".m2/settings.xml", "<password>${env.P}</password>", {}},
      {".vault-token", value, {critical}},
      {".rclone.conf", "[a]\npass = " + value, {critical}},
      {".terraformrc", "credentials \"a\" {\n  token = \"" + value + "\"\n}", {critical}},
      {".terraform.d/credentials.tfrc.json",
       R"({"credentials": {"a": {"token": ")" + value + "\"}}}",
       {critical}},
      {"test/.netrc", "machine a.io password " + value, {"cred-home-file medium"}},
      {".netrc", "", {high}},
  });
}

TEST(CredentialKubeconfig, ByNameOrByWhatItHolds) {
  const std::string head =
      "apiVersion: v1\nclusters: []\nkind: Config\nusers:\n- name: a\n  user:\n";
  const std::string key = "    client-key-" + ("data: " + random_value(64));
  expect_checks({
      {".kube/config", head + key, {"cred-kubeconfig critical"}},
      {"deploy.yaml", head + "    token: " + random_value(40), {"cred-kubeconfig critical"}},
      {"kubeconfig", head + "    password: " + random_value(12), {"cred-kubeconfig critical"}},
      {"test/kubeconfig", head + key, {"cred-kubeconfig medium"}},
      {"kubeconfig", head + "    client-key-data: DATA+OMITTED\n", {"cred-kubeconfig medium"}},
      {"kubeconfig", "", {"cred-kubeconfig medium"}},
      {"schema.yaml", head + "    client-key-data: <base64>\n", {}},
      {"deploy.yaml", "apiVersion: v1\nkind: Secret\nusers: \n" + key, {}},
      {"a.json", R"({"kind": "Config", "token": "short"})", {}},
  });
}

TEST(CredentialCloud, WhatItHoldsDecides) {
  const std::string id = "cred-cloud-credentials";
  const std::string value = random_value(40);
  expect_checks({
      {".aws/credentials",
       "[default]\naws_secret_access_" + ("key = " + value),
       {id + " critical"}},
      {".aws/credentials", "[default]\naws_secret_access_key = ${KEY}", {id + " medium"}},
      {"bob_accessKeys.csv", "Access key ID,Secret access key\nA," + value, {id + " critical"}},
      {"credentials.csv", "name,age\nbob,7\n", {}},
      {".aws/sso/cache/a.json", "{\"accessToken\": \"" + value + "\"}", {id + " critical"}},
      {"gcloud/credentials.db", "SQLite format 3\0"s, {id + " critical"}},
      {"client_secret_1.json",
       "{\"web\": {\"client_secret\": \"" + value + "\"}}",
       {id + " critical"}},
      {"client_secret.json", R"({"web": {"client_secret": "YOUR_SECRET"}})", {id + " medium"}},
      {"azureProfile.json", R"({"subscriptions": []})", {id + " medium"}},
      {"google-services.json", R"({"client": []})", {id + " medium"}},
      {"test/client_secret.json", "{\"client_secret\": \"" + value + "\"}", {id + " medium"}},
      {"a.json", R"({"type": "service_account", "private_key": "<KEY>"})", {}},
      {"a.json", "{\"client_secret\": \"" + value + "\"}", {}},
  });
}

TEST(CredentialInfraState, AnEmptyStateIsWorthALook) {
  expect_checks({
      {"terraform.tfstate", R"({"resources": [{}]})", {"cred-infra-state high"}},
      {"terraform.tfstate.backup",
       R"({"resources": [], "outputs": {"a": 1}})",
       {"cred-infra-state high"}},
      {"terraform.tfstate", R"({"resources": [], "outputs": {}})", {"cred-infra-state medium"}},
      {"terraform.tfvars", "a = 1", {"cred-infra-state high"}},
      {"test/a.tfstate", R"({"resources": [{}]})", {"cred-infra-state medium"}},
      {".pulumi/stacks/a.json", "{}", {"cred-infra-state high"}},
      {"Pulumi.dev.yaml", "config:\n  a:\n    secure: AAAB\n", {"cred-infra-state high"}},
      {"Pulumi.dev.yaml", "config:\n  a: b\n", {}},
      {"terraform.tfvars.example", "a = 1", {}},
  });
}

TEST(CredentialDataDump, RowsAndNotSchemas) {
  const std::string database = "SQLite format 3\0"s;
  expect_checks({
      {"a.sql", "CREATE TABLE a;\nINSERT INTO a VALUES (1);\n", {"cred-data-dump medium"}},
      {"a.dump", "COPY a (b) FROM stdin;\n", {"cred-data-dump medium"}},
      {"a.db", database, {"cred-data-dump medium"}},
      {"a.db", database + std::string(2U << 20U, ' '), {"cred-data-dump high"}},
      {"test/a.db", database + std::string(2U << 20U, ' '), {"cred-data-dump medium"}},
      {"x", "REDIS0011", {"cred-data-dump medium"}},
      {"a.bson", "", {"cred-data-dump medium"}},
      {"a.sql", "CREATE FUNCTION a AS $$\n  INSERT INTO a VALUES (1);\n$$\n", {}},
      {"a.js", "INSERT INTO a VALUES (1);\n", {}},
      {"x", "REDIS is", {}},
  });
}

TEST(CredentialMemoryImage, ByTheirFirstBytes) {
  const std::string elf =
      "\x7F"
      "ELF\2\1\1"s +
      std::string(9, '\0');
  const std::string report = R"({"header": {"reportVersion": 3}, "environmentVariables": {}})";
  expect_checks({
      {"core", elf + "\4\0"s, {"cred-memory-image critical"}},
      {"x/y", elf + "\4\0"s, {"cred-memory-image critical"}},
      {"a.dmp", "MDMP\x93\xA7", {"cred-memory-image critical"}},
      {"Heap.20260101.heapsnapshot", "{\"snapshot\":", {"cred-memory-image critical"}},
      {"test/a.heapsnapshot", "{\"snapshot\":", {"cred-memory-image medium"}},
      {"report.20260101.json", report, {"cred-memory-image critical"}},
      {"coverage.json", report, {}},
      {"a.node", elf + "\3\0"s, {}},
      {"core", "text", {}},
      {"core/a.js", "1", {}},
      {"core.js", "1", {}},
  });
}

TEST(CredentialTraffic, CapturesAndArchivesOfRequests) {
  const std::string archive = R"({ "log": {"version": "1.2", "entries": []}})";
  expect_checks({
      {"a.har", archive, {"cred-traffic-capture high"}},
      {"a.json", archive, {"cred-traffic-capture high"}},
      {"test/a.har", archive, {"cred-traffic-capture medium"}},
      {"x", "\xD4\xC3\xB2\xA1", {"cred-traffic-capture high"}},
      {"x", "\n\r\r\n1234\x4D\x3C\x2B\x1A", {"cred-traffic-capture high"}},
      {"a.cpuprofile", "{}", {"cred-traffic-capture medium"}},
      {"a.har", "\x1F\x8B\x08", {}},
      {"a.json", R"({"log": true, "version": 1})", {}},
      {"x", "\n\r\r\n", {}},
  });
}

TEST(CredentialApiClient, PlaceholdersAreANote) {
  const std::string id = "cred-api-client-environment";
  const auto environment = [](const std::string& value) {
    return R"({"name": "prod", "values": [{"key": "token", "value": ")" + value + "\"}]}";
  };
  expect_checks({
      {"a.postman_environment.json", environment("acme-live-1"), {id + " medium"}},
      {"a.postman_environment.json", environment(""), {id + " note"}},
      {"a.postman_environment.json", environment("{{token}}"), {id + " note"}},
      {"Insomnia_2026.json",
       R"({"_type":"export","__export_format":4,"x":"acme"})",
       {id + " medium"}},
      {"http-client.private.env.json", R"({"dev": {"key": "acme-live-1"}})", {id + " medium"}},
      {".rest-client/a.json", R"({"dev": {"host": "acme.io"}})", {id + " medium"}},
      {"a.postman_collection.json", environment("acme-live-1"), {}},
      {"insomnia.json", "{}", {}},
  });
}

TEST(CredentialNotebook, OnlyWithOutputs) {
  expect_checks({
      {"a.ipynb",
       R"({"cells": [{"outputs": []}, {"outputs": [ {"text": 1} ]}]})",
       {"cred-notebook-output medium"}},
      {"test/a.ipynb", R"({"cells": [{"outputs" : [1]}]})", {"cred-notebook-output note"}},
      {"a.ipynb", R"({"cells": [{"outputs": [ ]}]})", {}},
      {"a.ipynb", "", {}},
  });
}

TEST(CredentialShellHistory, AnEmptyOneIsWorthALook) {
  expect_checks({
      {".bash_history", "ls\n", {"cred-shell-history high"}},
      {"home/.node_repl_history", "1\n", {"cred-shell-history high"}},
      {".zsh_history", "", {"cred-shell-history medium"}},
      {"bash_history", "ls\n", {}},
  });
}

TEST(CredentialAssistant, SettingsAreOfOnePerson) {
  const std::string id = "cred-ai-assistant-config";
  expect_checks({
      {".claude/settings.local.json", "{}", {id + " medium"}},
      {".mcp.json", "{}", {id + " medium"}},
      {".aider.conf.yml", "", {id + " medium"}},
      {".aider.chat.history.md", "", {id + " high"}},
      {".claude/worktrees/a/index.js", "", {id + " high"}},
      {".codex/auth.json", "{}", {id + " high"}},
      {".claude/skills/auth.md", "", {id + " medium"}},
      {"CLAUDE.local.md", "", {id + " medium"}},
      {"CLAUDE.md", "", {id + " note"}},
      {"AGENTS.md", "", {id + " note"}},
      {"docs/AGENTS.md", "", {}},
      {"mcp.json", "{}", {}},
  });
}

TEST(CredentialAssistant, WhatIsBelowOneDirectoryIsOneFinding) {
  std::vector<std::string> found;
  for (const Finding& finding : audited({{"package.json", R"({"name": "a", "version": "1.0.0"})"},
                                         {".claude/worktrees/b/a.js", "1"},
                                         {".claude/worktrees/b/b.js", "2"},
                                         {".claude/settings.json", "{}"},
                                         {".mcp.json", "{}"}})) {
    if (finding.rule_id != "cred-ai-assistant-config") continue;
    found.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path + " +" +
                    std::to_string(finding.also.size()));
  }
  EXPECT_EQ(found,
            (std::vector<std::string>{"medium .claude/settings.json +0",
                                      "high .claude/worktrees/b/a.js +1", "medium .mcp.json +0"}));
}

TEST(CredentialPlatformState, NamesThatSayLittleNeedValues) {
  const std::string id = "cred-platform-state";
  const std::string value = random_value(24);
  expect_checks({
      {".vercel/project.json", "{}", {id + " medium"}},
      {".supabase/.temp/project-ref", "a", {id + " medium"}},
      {".dev.vars", "A=1", {id + " high"}},
      {".vault_pass.txt", "a", {id + " high"}},
      {"secrets.json", "{\"token\": \"" + value + "\"}", {id + " medium"}},
      {"secrets.yml", "token: " + value, {id + " medium"}},
      {"appsettings.Production.json", R"({"ConnectionStrings": {}})", {id + " medium"}},
      {"wp-config.php", "define( 'DB_PASSWORD', '" + value + "' );", {id + " medium"}},
      {"database.yml", "production:\n  password: " + value, {id + " medium"}},
      {"test/secrets.json", "{\"token\": \"" + value + "\"}", {id + " note"}},
      {"dist/known/credentials.json", R"({"githubApi": {"className": "GithubApi"}})", {}},
      {"database.yml", "production:\n  password: <%= ENV['P'] %>", {}},
      {"wp-config.php", "define( 'DB_PASSWORD', 'password' );", {}},
      {"appsettings.json", R"({"Logging": {}})", {}},
      {"vercel/project.json", "{}", {}},
  });
}

TEST(CredentialRecoveryCodes, ByTheirNames) {
  expect_checks({
      {"github-recovery-codes.txt", "1", {"cred-recovery-codes medium"}},
      {"my-2fa-backup.png", "1", {"cred-recovery-codes medium"}},
      {"acme.license.key", "1", {"cred-recovery-codes medium"}},
      {"test/recovery-codes.txt", "1", {"cred-recovery-codes note"}},
      {"backup.txt", "1", {}},
      {"recovery-codes.js", "1", {}},
  });
}

}  // namespace
}  // namespace packwarden
