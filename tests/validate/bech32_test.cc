#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

// All but that of 82 times `q`, which is refuted as a repetition.
TEST(Bech32, ConfirmsTheValidTestVectorsOfBip173) {
  for (const std::string& text :
       {std::string("A12UEL5L"), std::string("a12uel5l"), std::string("?1ezyfcl"),
        std::string("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"),
        std::string("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"),
        std::string("an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcluded"
                    "charactersbio1tt5tgs")}) {
    EXPECT_EQ(verdict_of("bech32", text), Verdict::confirmed) << text;
  }
}

TEST(Bech32, DoesNotConfirmTheInvalidTestVectorsOfBip173) {
  for (const char* text : {"\x20"
                           "1nwldj5",
                           "\x7F"
                           "1axkwrx",
                           "\x80"
                           "1eym55h",
                           "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "de1lg7wt\xFF",
                           "A1G7SGD8", "10a06t8", "1qzzfhee",
                           "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcluded"
                           "charactersbio1569pvx",
                           "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7"}) {
    EXPECT_EQ(verdict_of("bech32", text), Verdict::unknown) << text;
  }
}

using Parts = std::vector<std::string_view>;

// Keys of random bytes, by an independent program in python, which agrees with the vectors above.
const std::array<Parts, 3> kKeys = {
    Parts{"AGE-SECRET-KEY", "-12KQP4T7ZPYA2", "P735ZH9QXJFZ9K", "3WEMXDV647UULL", "37U7EL0T74RQXH",
          "NW6N"},
    Parts{"AGE-SECRET-KEY", "-PQ-16UVZQAZ0U", "M6XE5MZ3QUXMYK", "2UYZC6W0S5F78F", "5GJ0MMGMZ49V4Z",
          "QEKJF8X"},
    Parts{"nsec1kxtf3cakc", "vuwuycg99gewh9", "rvmqpg495g3lyg", "6rxfd5t3r0crk5", "smnjzrw"}};

TEST(Bech32, ConfirmsKeysOfAgeAndNostr) {
  for (const Parts& parts : kKeys) {
    EXPECT_EQ(verdict_of("bech32", join(parts)), Verdict::confirmed) << parts[1];
  }
}

TEST(Bech32, NoTruncationIsConfirmed) {
  for (const Parts& parts : kKeys) {
    for (const std::string& bad : truncations_of(join(parts))) {
      EXPECT_NE(verdict_of("bech32", bad), Verdict::confirmed) << bad.size();
    }
  }
}

// The code finds every change of up to four characters.
TEST(Bech32, NoChangeOfOneByteIsConfirmed) {
  const std::vector<std::string> all = changes_of(join(kKeys[0]));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(verdict_of("bech32", all[i]), Verdict::unknown) << i;
  }
}

// Their checksums are right; but everyone knows them.
TEST(Bech32, RefutesTheSamplesOfNostrAndAge) {
  EXPECT_EQ(verdict_of("bech32", join({"nsec1vl029mgps", "pedva04g90vltk", "h6fvh240zqtv9k",
                                       "0t9af8935ke9la", "qsnlfe5"})),
            Verdict::refuted);
  EXPECT_EQ(verdict_of("bech32", join({"AGE-SECRET-KEY", "-1GFPYYSJZGFPY", "YSJZGFPYYSJZGF",
                                       "PYYSJZGFPYYSJZ", "GFPYYSJZGFPQ4E", "GAEX"})),
            Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
