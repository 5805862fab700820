#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"
#include "support/random_value.h"

namespace packwarden {
namespace {

struct Case {
  std::string path;
  std::string text;
  std::vector<std::string> expected;
};

void expect_all(std::string_view id, const std::vector<Case>& cases) {
  for (const auto& [path, text, expected] : cases) {
    EXPECT_EQ(audited_hits(id, path, text), expected) << id << ": " << text.substr(0, 16);
  }
}

TEST(ProcessDump, NeedsNeighboursAndARealValue) {
  const std::string dump =
      "e={SHELL:\"/bin/bash\",PATH:\"/usr/local/bin:/usr/bin:/bin\",LANG:\"C\",USER:\"ann\"}";
  expect_all("env-process-dump",
             {
                 {"a.js", dump, {"critical a.js"}},
                 {"a.json",
                  R"({"HOME": "/Users/aschmidt", "USER": "aschmidt", "SHELL": "/bin/zsh"})",
                  {"critical a.json"}},
                 {"a.js",
                  R"(x="{\"PATH\":\"/a/b:/c/d:/e\",\"HOME\":\"/x\",\"TERM\":\"dumb\"}")",
                  {"critical a.js"}},
                 {"a.js", "{PATH:\"/usr/local/bin:/usr/bin:/bin\"}", {}},
                 {"a.js",
                  "{USER:\"web_user\",PATH:\"/\",PWD:\"/\",HOME:\"/home/web_user\",LANG:\"C\"}",
                  {}},
                 {"a.js", "{PATH:\"$SNAP/bin:$SNAP/a\",HOME:\"$SNAP\",LANG:\"C\",TERM:\"a\"}", {}},
                 {"a.d.ts", dump, {}},
                 {"README.md", dump, {}},
                 {"test/a.js", dump, {"note test/a.js"}},
             });
}

TEST(CiToken, IsARandomValueOfANameThatServicesSet) {
  const std::string value = random_value(36);
  expect_all("env-ci-token",
             {
                 {"a.js", "{NPM_TOKEN:\"" + value + "\"}", {"critical a.js"}},
                 {"a.js", "process.env.CIRCLE_TOKEN = '" + value + "'", {"critical a.js"}},
                 {"a.js", "{MY_NPM_TOKEN:\"" + value + "\"}", {}},
                 {"a.js", "{NPM_TOKEN:" + value + "}", {}},
                 {"a.js", "{GITLAB_TOKEN:\"gitlab-ci-token-user:\"}", {}},
                 {"a.js", "{NPM_TOKEN:\"your-npm-token-goes-here\"}", {}},
                 {"README.md", "NPM_TOKEN=\"" + value + "\"", {}},
             });
}

TEST(PublicPrefix, MakesSecretsPublic) {
  const std::string value = random_value(30);
  for (const char* prefix : {"VITE_", "NEXT_PUBLIC_", "REACT_APP_", "VUE_APP_", "GATSBY_",
                             "EXPO_PUBLIC_", "NUXT_PUBLIC_", "PUBLIC_"}) {
    expect_all(
        "env-public-prefix-secret",
        {{"a.js", "{" + std::string(prefix) + "API_SECRET:\"" + value + "\"}", {"critical a.js"}}});
  }
  expect_all(
      "env-public-prefix-secret",
      {
          {"a.js", "{VITE_ADMIN_PASSWORD:'Sommer!" + std::string("2024x'}"), {"critical a.js"}},
          {"a.js", "{VITE_TOKEN:\"pk." + value + "\"}", {}},
          {"a.js", "{VITE_TOKEN_URL:\"" + value + "\"}", {}},
          {"a.js", "{VITE_SECRET:\"changeme1\"}", {}},
          {"a.js", "{VITE_ADMIN:\"administrators\"}", {}},
          {"docs/a.md", "VITE_SECRET=\"" + value + "\"", {}},
      });
}

TEST(ViteObject, IsToldByTheMembersOfAll) {
  expect_all(
      "env-vite-object",
      {
          {"a.js",
           "{BASE_URL:\"/\",DEV:!1,MODE:\"production\",PROD:!0,SSR:!1,VITE_A:\"1\"}",
           {"medium a.js"}},
          {"a.js",
           R"({"BASE_URL": "/", "MODE": "x", "PROD": true, "SSR": false, "VITE_A": "1"})",
           {"medium a.js"}},
          {"a.js", "{BASE_URL:\"/\",MODE:\"production\",VITE_A:\"1\"}", {}},
          {"a.md", "{BASE_URL:\"/\",DEV:!1,MODE:\"x\",PROD:!0,SSR:!1,VITE_A:\"1\"}", {"note a.md"}},
      });
}

TEST(CiPath, IsOneAtTheRoot) {
  expect_all("env-ci-path", {
                                {"a.js", "'/home/runner/work/app/app/a.ts'", {"note a.js"}},
                                {"a.js", "'D:\\\\a\\\\app\\\\app\\\\a.ts'", {"note a.js"}},
                                {"a.js", "'/builds/acme/app/a.ts'", {"note a.js"}},
                                {"a.js", "'https://acme.io/builds/acme/app/a'", {}},
                                {"a.js", "`${x}/github/workspace/`", {}},
                                {"test/a.js", "'/home/runner/work/app/app/a.ts'", {}},
                            });
}

TEST(BuildMetadata, NamesWhatIsNotPublic) {
  expect_all("env-build-metadata",
             {
                 {"a.js", "u='git@git.acme.dev:platform/billing.git'", {"medium a.js"}},
                 {"a.js", "__BUILD_HOST__='build-07.acme.dev'", {"medium a.js"}},
                 {"a.js", "u='git@github.com:acme/app.git'", {}},
                 {"a.js", "u='git@example.com:acme/app.git'", {}},
                 {"a.js", "u='git@host:acme/app.git'", {}},
                 {"README.md", "git@git.acme.dev:platform/billing.git", {"note README.md"}},
             });
}

}  // namespace
}  // namespace packwarden
