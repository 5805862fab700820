#include "validate/joined.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

/// Whether `secret` stands out between the two, found by a pattern with a literal of that length.
bool stands_out_in(std::uint32_t literal, std::string_view before, std::string_view secret,
                   std::string_view after) {
  Rule rule;
  rule.facts.literal = literal;
  const std::string text = join({before, secret, after});
  const std::string_view whole = text;
  const ByteSpan span{before.size(), before.size() + secret.size()};
  return stands_out({&rule, span, span, whole.substr(span.begin, secret.size()), whole, true});
}

constexpr std::uint32_t kShort = 4;

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
  EXPECT_FALSE(stands_out_in(kShort, "EIS", join({"AK", "IA", "ISLANDISSHARITAL"}), "IC"));
}

TEST(Joined, APieceOfBase64DoesNot) {
  const std::string piece = join({"LT", "AI", "563KZ5YKYRhT3MFKZMbja"});
  EXPECT_TRUE(stands_out_in(kShort, "key", piece, "N"));
  EXPECT_FALSE(stands_out_in(kShort, "h1:hSWxHoqTgW2S2qGc0", piece, "g="));
  EXPECT_FALSE(stands_out_in(kShort, "h1:x", piece, "hSWxHoqTgW2S2qGc0"));
}

TEST(Joined, HexadecimalDigitsInARowAreNoName) {
  EXPECT_TRUE(stands_out_in(
      kShort, "token", join({"pul", "-", "0123456789abcdef0123", "456789abcdef01234567"}), "N"));
}

TEST(Joined, ALongLiteralIsEnough) {
  EXPECT_TRUE(stands_out_in(5, "x", "acme_channelsevaluationmis", "s"));
}

}  // namespace
}  // namespace packwarden
