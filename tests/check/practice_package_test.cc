// The group `practices`: what it says of Dockerfiles, package.json and what lies beside it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "check/dockerfile.h"
#include "support/planted_secret.h"

namespace packwarden {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// "severity path:line" of what one check of the group says of a package; `source` is not open yet.
std::vector<std::string> said(std::string_view id, Source& source,
                              const Advisories* advisories = nullptr) {
  AuditOptions options;
  options.advisories = advisories;
  std::vector<std::string> out;
  for (const Judged& judged :
       audit(source, database(), policy_with_groups({"practices"}), options).findings) {
    const Finding& finding = judged.finding;
    if (finding.rule_id != "practice-" + std::string(id)) continue;
    out.push_back(std::string(name_of(finding.severity)) + " " + finding.location.path + ":" +
                  std::to_string(finding.location.start.line));
  }
  return out;
}

std::vector<std::string> said_of_tarball(std::string_view id,
                                         std::map<std::string, std::string> files) {
  files.emplace("package.json", R"({"name": "demo", "version": "1.0.0"})");
  TarBuilder tar;
  for (const auto& [path, bytes] : files) tar.file("package/" + path, bytes);
  const auto source = tarball_from_bytes(tar.archive(), "demo.tgz", {});
  return said(id, *source);
}

/// The same of a package on disk, by the members of its manifest beside name and version.
std::vector<std::string> said_of_directory(std::string_view id, const std::string& members,
                                           std::map<std::string, std::string> files = {},
                                           const Advisories* advisories = nullptr) {
  const TemporaryDirectory root;
  files.emplace("package.json", R"({"name": "demo", "version": "1.0.0")" + members + "}");
  for (const auto& [path, bytes] : files) root.write(path, bytes);
  PackageSource source(root.path());
  return said(id, source, advisories);
}

const std::string kStart = R"(, "scripts": {"start": "node ."})";

TEST(Practices, SayWhatCannotBeKnown) {
  const auto source = memory_source({file("package.json", "{}")}, [] {
    SourceFacts facts;
    facts.kind = SourceKind::tarball;
    return facts;
  }());
  EXPECT_THAT(audit(*source, database(), policy_with_groups({"practices"}), {}).notes,
              Contains(HasSubstr("ESLint, Semgrep or CodeQL")));
}

TEST(Dockerfile, IsReadAsItsBuilderReadsIt) {
  const auto read = docker_instructions(
      "# syntax=x\nfrom a AS b\n\nRUN x \\\n  # why\n  && y\nRUN <<EOF\nUSER z\nEOF\nUSER c\n");
  ASSERT_EQ(read.size(), 4U);
  EXPECT_EQ(read[0].name, "FROM");
  EXPECT_EQ(read[1].arguments, "x  && y");
  EXPECT_EQ(read[2].arguments, "<<EOF USER z");
  EXPECT_EQ(read[3].arguments, "c");
}

struct UserRow {
  std::string dockerfile;
  bool is_found;
};

TEST(DockerUser, IsThatOfTheLastStage) {
  const std::vector<UserRow> rows = {
      {"FROM node:20\nCMD node .\n", true},
      {"FROM node:20\nUSER root\n", true},
      {"FROM node:20\nUSER node\nUSER 0:0\n", true},
      {"FROM node:20 AS build\nUSER node\nFROM node:20\n", true},
      {"FROM node:20\nUSER node\n", false},
      {"FROM node:20\nUSER 1000\n", false},
      {"FROM node:20\nuser $APP_USER\n", false},
      {"FROM node:20 AS base\nUSER node\nFROM base\nCMD x\n", false},
      {"FROM gcr.io/distroless/nodejs20:nonroot\n", false},
      {"FROM scratch\n", false},
      {"# nothing\n", false},
  };
  for (const UserRow& row : rows) {
    const auto expected = row.is_found ? 1U : 0U;
    EXPECT_EQ(said_of_tarball("docker-root-user", {{"Dockerfile", row.dockerfile}}).size(),
              expected)
        << row.dockerfile;
  }
}

TEST(DockerUser, IsWorthALookInAnApplicationAlone) {
  const std::string text = "FROM node:20\n";
  EXPECT_THAT(said_of_tarball("docker-root-user", {{"Dockerfile", text}}),
              ElementsAre("note Dockerfile:1"));
  EXPECT_THAT(said_of_directory("docker-root-user", "", {{"Dockerfile", text}}),
              ElementsAre("medium Dockerfile:1"));
  EXPECT_THAT(said_of_tarball("docker-root-user", {{"test/Dockerfile", text}}), IsEmpty());
  EXPECT_THAT(said_of_tarball("docker-root-user", {{".devcontainer/Dockerfile", text}}), IsEmpty());
  EXPECT_THAT(said_of_tarball("docker-root-user", {{"languages/dockerfile.js", text}}), IsEmpty());
}

TEST(DockerPrivilege, IsMoreThanAServerNeeds) {
  const std::vector<std::pair<std::string, std::size_t>> rows = {
      {"FROM a\nRUN sudo x\n", 1},
      {"FROM a\nRUN chmod -R 777 /\n", 1},
      {"FROM a\nRUN npm i --unsafe-perm\n", 1},
      {"FROM a\nRUN apt-get install sudo curl\n", 0},
      {"FROM a\n# sudo x\n", 0},
      {"FROM a\nRUN chmod 755 /\n", 0},
  };
  for (const auto& [text, count] : rows) {
    EXPECT_EQ(said_of_tarball("docker-privilege", {{"Dockerfile", text}}).size(), count) << text;
  }
  EXPECT_THAT(said_of_tarball("docker-privilege",
                              {{"docker-compose.yml",
                                "services:\n  a:\n    volumes:\n"
                                "      - /var/run/docker.sock:/var/run/docker.sock\n"}}),
              ElementsAre("medium docker-compose.yml:4"));
}

TEST(DockerSecret, IsALiteralInAVariable) {
  const std::string value = std::string("k3Xv9") + "QpLm2" + "ZrT8w";
  const auto of = [](const std::string& line) {
    return said_of_tarball("docker-secret", {{"Dockerfile", "FROM a\n" + line + "\n"}});
  };
  EXPECT_THAT(of("ENV A=1 DB_PASSWORD=" + value), ElementsAre("high Dockerfile:2"));
  EXPECT_THAT(of("ENV DB_PASSWORD " + value), ElementsAre("high Dockerfile:2"));
  EXPECT_THAT(of("ARG NPM_TOKEN=\"" + value + "\""), ElementsAre("high Dockerfile:2"));
  EXPECT_THAT(of("ARG NPM_TOKEN"), IsEmpty());
  EXPECT_THAT(of("ENV NPM_TOKEN=$NPM_TOKEN"), IsEmpty());
  EXPECT_THAT(of("ENV DB_PASSWORD=changeme"), IsEmpty());
  EXPECT_THAT(of("ENV DB_PASSWORD_FILE=/run/secrets/db"), IsEmpty());
  EXPECT_THAT(of("ENV NODE_ENV=production"), IsEmpty());
}

TEST(DockerSecret, IsCriticalWhereARuleKnowsIt) {
  const std::string token = npm_token(std::string("q8Zr2Lx0vTn4W") + "bKj7YsEd5Hu9GcPa1");
  EXPECT_THAT(
      said_of_tarball("docker-secret", {{"Dockerfile", "FROM a\nENV NPM_TOKEN=" + token + "\n"}}),
      ElementsAre("critical Dockerfile:2"));
}

TEST(DockerSecret, IsCopiedWithAllFiles) {
  const std::string all = "FROM a\nCOPY . .\n";
  EXPECT_THAT(said_of_directory("docker-secret", "", {{"Dockerfile", all}}),
              ElementsAre("medium Dockerfile:2"));
  EXPECT_THAT(said_of_directory("docker-secret", "", {{"Dockerfile", all}, {".dockerignore", "x"}}),
              IsEmpty());
  EXPECT_THAT(said_of_tarball("docker-secret", {{"Dockerfile", all}}),
              ElementsAre("note Dockerfile:2"));
  EXPECT_THAT(
      said_of_tarball("docker-secret", {{"Dockerfile", "FROM a\nCOPY package.json .npmrc ./\n"}}),
      ElementsAre("medium Dockerfile:2"));
  EXPECT_THAT(
      said_of_tarball("docker-secret", {{"Dockerfile", "FROM a\nCOPY --from=b /.env /a .\n"}}),
      IsEmpty());
  EXPECT_THAT(
      said_of_tarball("docker-secret", {{"Dockerfile", "FROM a\nCOPY .env.example .env\n"}}),
      IsEmpty());
}

TEST(TlsVerification, IsWorthALookInAnApplicationAlone) {
  const std::map<std::string, std::string> files = {{"a.js", "f({rejectUnauthorized: false})"}};
  EXPECT_THAT(said_of_tarball("tls-verification-off", files), ElementsAre("note a.js:1"));
  EXPECT_THAT(said_of_directory("tls-verification-off", kStart, files),
              ElementsAre("medium a.js:1"));
}

TEST(TlsOff, InAScriptOfNpmFailsWhereUsersRunIt) {
  const auto of = [](const std::string& name, const std::string& command) {
    return said_of_tarball(
        "tls-env-off", {{"package.json", R"({"name": "demo", "version": "1.0.0", "scripts": {")" +
                                             name + R"(": ")" + command + R"("}})"}});
  };
  const std::string off = "NODE_TLS_REJECT_UNAUTHORIZED=0 node a.js";
  EXPECT_THAT(of("postinstall", off), ElementsAre("high package.json:1"));
  EXPECT_THAT(of("test", "cross-env " + off), ElementsAre("medium package.json:1"));
  EXPECT_THAT(of("test", "NODE_TLS_REJECT_UNAUTHORIZED=1 node a.js"), IsEmpty());
}

TEST(DynamicCode, InASandboxThatLeaksIsWorthALook) {
  const auto of = [](const std::string& members) {
    return said_of_tarball(
        "dynamic-code",
        {{"package.json", R"({"name": "demo", "version": "1.0.0", )" + members + "}"}});
  };
  EXPECT_THAT(of(R"("dependencies": {"vm2": "^3.9.0"})"), ElementsAre("medium package.json:1"));
  EXPECT_THAT(of(R"("devDependencies": {"vm2": "^3.9.0"})"), IsEmpty());
}

TEST(Yaml, IsUnsafeWhereItIsOld) {
  const auto of = [](const std::string& version, const std::string& program) {
    return said_of_tarball(
        "yaml-unsafe-load",
        {{"package.json", R"({"name": "demo", "version": "1.0.0", "dependencies": {"js-yaml": ")" +
                              version + R"("}})"},
         {"a.js", program}});
  };
  EXPECT_THAT(of("^3.13.0", "yaml.load(text)"), ElementsAre("note a.js:1"));
  EXPECT_THAT(of("^4.1.0", "yaml.load(text)"), IsEmpty());
  EXPECT_THAT(of("^3.13.0 || ^4.0.0", "yaml.load(text)"), IsEmpty());
  EXPECT_THAT(of("^3.13.0", "yaml.load(text, {schema: s})"), IsEmpty());
  EXPECT_THAT(of("^3.13.0", "yaml.safeLoad(text)"), IsEmpty());
}

TEST(Applications, AreHintedAtWhatTheyLack) {
  const std::string express = R"(, "dependencies": {"express": "^4.0.0", "passport": "1.0.0")";
  EXPECT_THAT(said_of_directory("missing-header-middleware", kStart + express + "}"),
              ElementsAre("note package.json:1"));
  EXPECT_THAT(said_of_directory("missing-header-middleware", express + "}"), IsEmpty());
  EXPECT_THAT(
      said_of_directory("missing-header-middleware", kStart + express + R"(, "helmet": "^7.0.0"})"),
      IsEmpty());
  EXPECT_THAT(said_of_directory("login-rate-limit", kStart + express + "}"),
              ElementsAre("note package.json:1"));
  EXPECT_THAT(said_of_directory("login-rate-limit",
                                kStart + express + R"(, "express-rate-limit": "^7.0.0"})"),
              IsEmpty());
  EXPECT_THAT(said_of_directory("login-rate-limit", kStart), IsEmpty());
}

const std::string kDependencies = R"(, "dependencies": {"a": "^1.0.0"})";

std::string lockfile_of(const std::string& spec) {
  return R"({"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": ")" + spec +
         R"("}}, "node_modules/a": {"version": "1.0.0"},
           "node_modules/b": {"version": "1.0.0", "dev": true}}})";
}

TEST(Lockfile, OfAnApplicationFits) {
  const std::string app = kStart + kDependencies;
  EXPECT_THAT(said_of_directory("lockfile", app), ElementsAre("note package.json:1"));
  EXPECT_THAT(said_of_directory("lockfile", app, {{"yarn.lock", ""}}), IsEmpty());
  EXPECT_THAT(said_of_directory("lockfile", app, {{"package-lock.json", lockfile_of("^1.0.0")}}),
              IsEmpty());
  EXPECT_THAT(said_of_directory("lockfile", app, {{"package-lock.json", lockfile_of("^2.0.0")}}),
              ElementsAre("note package.json:1"));
  EXPECT_THAT(said_of_directory("lockfile", kDependencies), IsEmpty());
  EXPECT_THAT(said_of_directory("lockfile", kStart), IsEmpty());
}

TEST(Lockfile, IsComparedWithAdvisories) {
  Advisories advisories;
  for (const char* name : {"a", "b"}) {
    ASSERT_TRUE(advisories.add(
        R"({"id": "GHSA-x", "database_specific": {"severity": "HIGH"}, "affected": [{"package": {"ecosystem": "npm", "name": ")" +
            std::string(name) +
            R"("}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]}]})",
        "x.json"));
  }
  EXPECT_THAT(said_of_directory("vulnerable-dependency", kDependencies,
                                {{"package-lock.json", lockfile_of("^1.0.0")}}, &advisories),
              ElementsAre("high package.json:1"));
  EXPECT_THAT(said_of_directory("vulnerable-dependency", kDependencies,
                                {{"package-lock.json", lockfile_of("^1.0.0")}}),
              IsEmpty());
}

}  // namespace
}  // namespace packwarden
