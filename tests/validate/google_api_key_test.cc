#include <gtest/gtest.h>

#include <string>

#include "validate/match_of.h"

namespace packwarden {
namespace {

std::string key() { return join({"AIza", "SyD3kQ9vLm2Xc", "7Wp-Tb4Ns_Ej8Rf1Hg6Yu"}); }

TEST(GoogleApiKey, AKeyAloneIsUnknown) {
  EXPECT_EQ(verdict_in("google-api-key", "GEMINI_API_KEY=" + key(), key()), Verdict::unknown);
}

TEST(GoogleApiKey, AKeyOfAWebPageIsRefuted) {
  EXPECT_EQ(verdict_in("google-api-key", "{apiKey: '" + key() + "', authDomain: 'x'}", key()),
            Verdict::refuted);
  EXPECT_EQ(verdict_in("google-api-key", "<script src='/maps/api/js?key=" + key() + "'>", key()),
            Verdict::refuted);
  const std::string far(400, ' ');
  EXPECT_EQ(verdict_in("google-api-key", key() + far + "authDomain", key()), Verdict::unknown);
}

TEST(GoogleApiKey, APartOfALongerWordIsRefuted) {
  EXPECT_EQ(verdict_in("google-api-key", key() + "-a", key()), Verdict::refuted);
  EXPECT_EQ(verdict_in("google-api-key", "-" + key(), key()), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
