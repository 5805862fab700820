#include "validate/token_checksum.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

struct Token {
  std::string_view prefix;
  std::string_view payload;
  std::string_view checksum;
};

// Random payloads; checksums by python's zlib.crc32 and a base-62 conversion of its own. The last
// one is filled up with zeros.
constexpr std::array<Token, 6> kTokens = {{
    {"npm_", "20Jz06uzy3Ojv1BvW72GHW8qGNqsqL", "1Rk399"},
    {"ghp_", "EHMdYLl0fth93CiBfkNoKtZLgLRxak", "2oA4AI"},
    {"gho_", "3Tm3cyjlmPphR1qmb0QkLVcpuuAy2h", "3GuYWY"},
    {"ghu_", "L82Cg8L5DiGOtlBweWq5bPY4twO6LI", "2UGeKh"},
    {"ghs_", "W6U2AhWcrtkRUTlLCU6aVWJw6uJx3C", "4YzyYt"},
    {"npm_", "C3B57qeMuhdjvxlX6Tbik7IFYKR7MV", "00pzNL"},
}};

std::string text_of(const Token& token) {
  return join({token.prefix, token.payload, token.checksum});
}

TEST(TokenChecksum, ConfirmsTokensThatAnIndependentProgramMade) {
  for (const Token& token : kTokens) {
    EXPECT_EQ(verdict_of("crc32-base62", text_of(token)), Verdict::confirmed) << token.payload;
  }
}

TEST(TokenChecksum, EveryTruncationIsRefuted) {
  for (const Token& token : kTokens) {
    for (const std::string& bad : truncations_of(text_of(token))) {
      EXPECT_EQ(verdict_of("crc32-base62", bad), Verdict::refuted) << bad.size();
    }
  }
}

// A CRC-32 finds every error of up to 32 bits in a row.
TEST(TokenChecksum, EveryChangeOfOneByteBehindThePrefixIsRefuted) {
  const std::vector<std::string> all = changes_of(text_of(kTokens[0]), kTokens[0].prefix.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(verdict_of("crc32-base62", all[i]), Verdict::refuted) << i;
  }
}

TEST(TokenChecksum, RefutesWhatHasNoPayload) {
  for (const char* text : {"", "npm_", "npm", "_000000", "npm_000000", "______"}) {
    EXPECT_EQ(verdict_of("crc32-base62", text), Verdict::refuted) << text;
  }
}

TEST(TokenChecksum, KnowsTheTokensThatCarryOne) {
  for (const Token& token : kTokens) EXPECT_TRUE(carries_checksum(text_of(token)));
  const std::string payload = join({kTokens[0].payload, kTokens[0].checksum});
  EXPECT_FALSE(carries_checksum("ghr_" + payload));
  EXPECT_FALSE(carries_checksum("npm_" + payload + "0"));
  EXPECT_FALSE(carries_checksum("npm-" + payload));
  EXPECT_FALSE(carries_checksum("npm_" + payload.substr(1) + "-"));
  EXPECT_FALSE(carries_checksum(""));
}

// The form is known from GitHub's text, but no published sample has it.
TEST(TokenChecksum, ConfirmsARefreshTokenOfGithubAndRefutesNoOther) {
  const std::string payload =
      join({"MG2HAE6CLB3SPoD8CJDn5FuY", "E2FvxYozNE2dwx7OVbzVrhOc", "eVYfTe5MyhF0akD5jJ1AgG"});
  EXPECT_EQ(verdict_of("github-refresh-token", join({"ghr_", payload, "40tcHu"})),
            Verdict::confirmed);
  EXPECT_EQ(verdict_of("github-refresh-token", join({"ghr_", payload, "000000"})),
            Verdict::unknown);
  EXPECT_EQ(verdict_of("github-refresh-token", "ghr_"), Verdict::unknown);
  EXPECT_EQ(verdict_of("github-refresh-token", ""), Verdict::refuted);
}

// Python's base64 of such tokens.
TEST(TokenChecksum, ReadsATokenInBase64) {
  EXPECT_EQ(verdict_of("github-token-base64", join({"Z2hwX2JxMkc1Z1", "B6WUs0VmhXek5C",
                                                    "YXh6MjIzM0l6U2", "tIcDFpc0FRNQ=="})),
            Verdict::confirmed);
  EXPECT_EQ(verdict_of("github-token-base64", join({"Z2hwX2JxMkc1Z1", "B6WUs0VmhXek5C",
                                                    "YXh6MjIzM0l6U2", "tIcDFpc0FRYQ=="})),
            Verdict::refuted);
  EXPECT_EQ(verdict_of("github-token-base64", join({"Z2hyXzE2", "NzhhYmNk"})), Verdict::unknown);
  EXPECT_EQ(verdict_of("github-token-base64", "Z2hwX"), Verdict::unknown);
  EXPECT_EQ(verdict_of("github-token-base64", ""), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
