#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/checked.h"

namespace packwarden {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(CredentialDotenv, ItsValuesDecide) {
  const std::vector<std::tuple<std::string, std::string, std::vector<std::string>>> cases = {
      {".env", "URL=postgres://db.acme.io/app\n", {"cred-dotenv critical"}},
      {"config/.env.production", "export A='acme-1'\n", {"cred-dotenv critical"}},
      {"prod.env", "A=acme-1\n", {"cred-dotenv critical"}},
      {".envrc", "A=acme-1\n", {"cred-dotenv critical"}},
      {".env",
       "HOST=127.0.0.1:6379\nPORT=8080\nDEBUG=true\nKEY=changeme\n",
       {"cred-dotenv medium"}},
      {".env", "# nothing\n", {"cred-dotenv note"}},
      {".env.example", "A=acme-1\n", {}},
      {".env.production.sample", "A=acme-1\n", {}},
      {"environment.js", "A=acme-1\n", {}},
  };
  for (const auto& [path, bytes, expected] : cases)
    EXPECT_EQ(checks_of(path, bytes), expected) << path;
}

TEST(CredentialDotenv, NamesVariablesAndNoValues) {
  const auto found = found_in(".env", "PORT=80\nNAME=acme-1\nOTHER=acme-2\n");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("look real: NAME, OTHER."));
  EXPECT_THAT(found[0].message, testing::Not(HasSubstr("acme")));
}

}  // namespace
}  // namespace packwarden
