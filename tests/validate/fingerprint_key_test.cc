#include "validate/fingerprint_key.h"

#include <gtest/gtest.h>

#include <string>

#include "support/random_value.h"

namespace packwarden {
namespace {

TEST(FingerprintKey, TellsRulesAndValuesAndKinds) {
  const FingerprintKey key(std::string(32, 'k'));
  const std::string fingerprint = key.of_secret("jwt", "value");
  EXPECT_EQ(fingerprint.size(), 32U);
  EXPECT_EQ(FingerprintKey(key).of_secret("jwt", "value"), fingerprint);
  EXPECT_NE(key.of_secret("jwt", "value "), fingerprint);
  EXPECT_NE(key.of_secret("jw", "tvalue"), fingerprint);
  EXPECT_NE(key.of_content("jwt", "value"), fingerprint);
}

TEST(FingerprintKey, SaysNothingUnderAnotherKey) {
  EXPECT_NE(FingerprintKey(std::string(32, 'k')).of_secret("jwt", "value"),
            FingerprintKey(std::string(32, 'l')).of_secret("jwt", "value"));
}

// These are in the baselines of users: when this test fails, their entries are all new findings.
TEST(FingerprintKey, NeverChanges) {
  const FingerprintKey key(std::string(32, 'k'));
  EXPECT_EQ(key.of_secret("jwt", "value"), "6c2ce23e9f3262be28ddc53c4f97ff78");
  EXPECT_EQ(key.of_content("lit-tests", "test/a.js"), "346b8cbc80a8b17fafae8b563684e159");
}

TEST(FingerprintKey, IsThatOfAPrivateKeyHoweverItIsWritten) {
  const FingerprintKey key(std::string(32, 'k'));
  const std::string begin = std::string("-----BEGIN PRIV") + "ATE KEY-----";
  const std::string first = random_value(64, 1);
  const std::string second = random_value(64, 2);
  EXPECT_EQ(key.of_secret("private-key", begin + "\n" + first + "\n" + second + "\n"),
            key.of_secret("private-key", begin + "\\n" + first + "\\n" + second + "\\n"));
}

}  // namespace
}  // namespace packwarden
