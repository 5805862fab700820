#include <gtest/gtest.h>

#include <string>

#include "validate/match_of.h"

namespace packwarden {
namespace {

std::string key() { return join({"q8Zt/1mWv+K3", "xUo7RbN0cYpL", "e5GhJ2sDfA9iTkVw"}); }

TEST(AwsSecretKey, AKeyOfAllKindsOfCharactersIsUnknown) {
  EXPECT_EQ(verdict_in("aws-secret-key", "key = '" + key() + "'", key()), Verdict::unknown);
}

TEST(AwsSecretKey, APartOfALongerTextIsRefuted) {
  EXPECT_EQ(verdict_in("aws-secret-key", key() + "=", key()), Verdict::refuted);
  EXPECT_EQ(verdict_in("aws-secret-key", "=" + key(), key()), Verdict::unknown);
  for (const char* neighbour : {"/", "+", "a", "Z", "9"}) {
    EXPECT_EQ(verdict_in("aws-secret-key", key() + neighbour, key()), Verdict::refuted);
    EXPECT_EQ(verdict_in("aws-secret-key", neighbour + key(), key()), Verdict::refuted);
  }
}

TEST(AwsSecretKey, HashesPathsAndDocumentationAreRefuted) {
  for (const char* value :
       {"ded7db27a4558eea9bbf0bf36ae0e8521618f366", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "src/components/navigation/buttons/primary", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}) {
    EXPECT_EQ(verdict_of("aws-secret-key", value), Verdict::refuted) << value;
  }
}

}  // namespace
}  // namespace packwarden
