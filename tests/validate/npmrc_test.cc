#include <gtest/gtest.h>

#include <string>

#include "validate/match_of.h"

namespace packwarden {
namespace {

// Base64 by python, of: a user with a random password, "user:password", "justatoken12", a random
// password, "changeme", three bytes that are not text.
TEST(NpmrcBasicAuth, ConfirmsAUserWithAPassword) {
  EXPECT_EQ(verdict_of("npmrc-basic-auth", join({"Y2k6MGhXMG", "FCSVZMTVJZ"})), Verdict::confirmed);
}

TEST(NpmrcBasicAuth, RefutesPlaceholdersAndWhatDoesNotDecode) {
  for (const char* value : {"dXNlcjpwYXNzd29yZA==", "anVzdGF0b2tlbjEy", "Y2k6MGhXMG",
                            "AAECAwQ=", "", "not base64!", "OmFiY2RlZjk=", "YWJjOg=="}) {
    EXPECT_EQ(verdict_of("npmrc-basic-auth", value), Verdict::refuted) << value;
  }
}

TEST(NpmrcPassword, RefutesPlaceholdersAndWhatDoesNotDecode) {
  EXPECT_EQ(verdict_of("npmrc-password", join({"SXF0TEMwY2Z", "odThrMm4="})), Verdict::unknown);
  for (const char* value : {"Y2hhbmdlbWU=", "changeme", "${PASSWORD}", "cGFzc3dvcmQ=", "getpass",
                            "AAECAwQ=", "/+/+/+8="}) {
    EXPECT_EQ(verdict_of("npmrc-password", value), Verdict::refuted) << value;
  }
}

TEST(NpmrcToken, ReadsChecksumsWhereThereAreAny) {
  const std::string payload = "20Jz06uzy3Ojv1BvW72GHW8qGNqsqL";
  EXPECT_EQ(verdict_of("npmrc-token", join({"npm", "_", payload, "1Rk399"})), Verdict::confirmed);
  EXPECT_EQ(verdict_of("npmrc-token", join({"npm", "_", payload, "1Rk390"})), Verdict::refuted);
  EXPECT_EQ(verdict_of("npmrc-token", join({"4f1c2a9e-", "77aa91bc"})), Verdict::unknown);
  EXPECT_EQ(verdict_of("npmrc-token", "${NPM_TOKEN}"), Verdict::refuted);
  EXPECT_EQ(verdict_of("npmrc-token", "xxxxxxxxxxxxxxxx"), Verdict::refuted);
  EXPECT_EQ(verdict_of("npmrc-token", "bearerToken"), Verdict::refuted) << "a name";
}

}  // namespace
}  // namespace packwarden
