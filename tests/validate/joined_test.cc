#include "validate/joined.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

/// Whether `secret`, found by `pattern` between the two, stands out.
bool stands_out_in(const std::string& pattern, std::string_view before, std::string_view secret,
                   std::string_view after) {
  Rule rule;
  rule.pattern = pattern;
  const std::string text = join({before, secret, after});
  const std::string_view whole = text;
  const ByteSpan span{before.size(), before.size() + secret.size()};
  return stands_out({&rule, span, span, whole.substr(span.begin, secret.size()), whole, true});
}

constexpr const char* kShort = R"(\bion_[0-9A-Za-z]{42}\b)";

TEST(Joined, ATokenOfAShortPrefixStandsOutByItsRandomness) {
  const std::string token = join({"ion", "_", "8Kd0sZq2mXw7Rb5Tn1Vy", "4Gc9Hf3Lj6Pa0Ue8Ds2KtQ"});
  EXPECT_TRUE(stands_out_in(kShort, "token", token, "N"));
  EXPECT_TRUE(stands_out_in(kShort, "", token, "next"));
}

TEST(Joined, NamesDoNot) {
  for (const char* name :
       {"eventE16G1HeapRegionAttrP5KlassmjPP12HeapW", "attributeEPK15ClassFileStreamiP10JavaThrea",
        "channelsevaluationMissingDatanotificationR"}) {
    EXPECT_FALSE(stands_out_in(kShort, "_ZN12operat", join({"ion", "_", name}), "n")) << name;
  }
  EXPECT_FALSE(stands_out_in(R"(\bAKIA[0-9A-Z]{16}\b)", "EIS",
                             join({"AK", "IA", "ISLANDISSHARITAL"}), "IC"));
}

TEST(Joined, APieceOfBase64DoesNot) {
  const std::string piece = join({"LT", "AI", "563KZ5YKYRhT3MFKZMbja"});
  constexpr const char* kPattern = R"(\bLTAI[0-9A-Za-z]{12,21}\b)";
  EXPECT_TRUE(stands_out_in(kPattern, "key", piece, "N"));
  EXPECT_FALSE(stands_out_in(kPattern, "h1:hSWxHoqTgW2S2qGc0", piece, "g="));
  EXPECT_FALSE(stands_out_in(kPattern, "h1:x", piece, "hSWxHoqTgW2S2qGc0"));
}

TEST(Joined, HexadecimalDigitsInARowAreNoName) {
  EXPECT_TRUE(stands_out_in(R"(\bpul-[0-9a-f]{40}\b)", "token",
                            join({"pul", "-", "0123456789abcdef0123", "456789abcdef01234567"}),
                            "N"));
}

TEST(Joined, ALongLiteralIsEnough) {
  EXPECT_TRUE(stands_out_in(R"(\bacme_[a-z]{20}\b)", "x", "acme_channelsevaluationmis", "s"));
}

}  // namespace
}  // namespace packwarden
