#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

struct Token {
  std::string_view payload;
  std::string_view checksum;
};

// Payloads as GitLab's generator makes them (routing keys, 16 random bytes, their number), in both
// of its forms; checksums by python's zlib.crc32 and a base-36 conversion of its own. That program
// agrees with two tokens of published test data.
constexpr std::array<Token, 2> kTokens = {{
    {"bzoxCnU6N88TBZ7SZWnXWel7lCKrpIwQ.0w", "1vem4ba"},
    {"YzoyCm86awp1OjN6ceVnf1dmX4Q9v3UXYLVhaJAQ.01.14", "0ebyn1q"},
}};

std::string text_of(const Token& token) {
  return join({"glpat", "-", token.payload, token.checksum});
}

TEST(GitlabRoutable, ConfirmsARightChecksum) {
  for (const Token& token : kTokens) {
    EXPECT_EQ(verdict_of("gitlab-routable", text_of(token)), Verdict::confirmed);
  }
}

TEST(GitlabRoutable, NoTruncationAndNoChangeOfOneByteIsConfirmed) {
  for (const Token& token : kTokens) {
    const std::string good = text_of(token);
    for (std::size_t i = 0; i < good.size(); ++i) {
      EXPECT_NE(verdict_of("gitlab-routable", good.substr(0, i)), Verdict::confirmed) << i;
      for (int step = 1; step < 256; ++step) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] + step);
        EXPECT_NE(verdict_of("gitlab-routable", bad), Verdict::confirmed) << i << " " << step;
      }
    }
  }
}

// An instance's own prefix belongs to the checksum and not to the match.
TEST(GitlabRoutable, AWrongChecksumRefutesNothing) {
  EXPECT_EQ(verdict_of("gitlab-routable", join({"glpat-", kTokens[0].payload, "0000000"})),
            Verdict::unknown);
}

TEST(GitlabRoutable, ATokenWithoutChecksumStaysUnknownAndAPlaceholderIsRefuted) {
  EXPECT_EQ(verdict_of("gitlab-routable", join({"glpat-", "tQ9w-pXz3LmR", "7vKd_2Hs"})),
            Verdict::unknown);
  EXPECT_EQ(verdict_of("gitlab-routable", "glpat-xxxxxxxxxxxxxxxxxxxx"), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
