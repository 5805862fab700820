#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

using Parts = std::vector<std::string_view>;

// Keys of random bytes; base 58 and both hashes by python, independently. That program agrees with
// the test vectors of BIP-32.
const std::array<Parts, 4> kKeys = {
    Parts{"5JivmudEYTrswb", "4bjasj6QjFFUbS", "KcqsRNkzAHBxRM", "DcbMTTdZK"},
    Parts{"L2R9YtdzFgAp3f", "WBmouw12DjoxaD", "91Cicm1SdNhQcE", "af7BB6J6Wq"},
    Parts{"xprv9vNYTW2PXx", "1Rg5nYipUs3TaM", "3rAKWMLTwCUXAX", "Skxb8FicGuiocU", "E6mXi1Zkx2ax6p",
          "s2FzjS1wFexd6x", "Hfm2cbLh63v8od", "5t9Zu51W71Y3r"},
    Parts{"tprv8ZgxMBicQK", "sPdA8XAByEm4Tg", "2GmPz2yhpwdyFx", "YCw5xJHr6Vn2UT", "vFFCKi3WEikV5k",
          "c1Y4ysyLZp2VC6", "wS7fFd2sAzMCmg", "9Vh2Xr3iPAUVy"}};

// Of its bytes the first three are zero.
constexpr std::string_view kZeros = "111cPS8k3rsUN2roeNks3tJ4XcRRSajs7";

TEST(Base58Check, ConfirmsKeysThatAnIndependentProgramMade) {
  for (const Parts& parts : kKeys) {
    EXPECT_EQ(verdict_of("base58check", join(parts)), Verdict::confirmed) << parts[1];
  }
}

TEST(Base58Check, LeadingOnesAreZeroBytes) {
  EXPECT_EQ(verdict_of("base58check", kZeros), Verdict::confirmed);
  EXPECT_EQ(verdict_of("base58check", kZeros.substr(1)), Verdict::refuted);
  EXPECT_EQ(verdict_of("base58check", "1" + std::string(kZeros)), Verdict::refuted);
}

TEST(Base58Check, EveryTruncationIsRefuted) {
  for (const Parts& parts : kKeys) {
    for (const std::string& bad : truncations_of(join(parts))) {
      EXPECT_EQ(verdict_of("base58check", bad), Verdict::refuted) << bad.size();
    }
  }
}

TEST(Base58Check, EveryChangeOfOneByteIsRefuted) {
  const std::vector<std::string> all = changes_of(join(kKeys[0]));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(verdict_of("base58check", all[i]), Verdict::refuted) << i;
  }
}

// The checksum of no bytes at all is right, but that is no key.
TEST(Base58Check, RefutesWhatHasNoPayloadAndWhatIsTooLong) {
  for (const std::string& text : {std::string(), std::string("1"), std::string("3QJmnh"),
                                  std::string(129, '1'), std::string(100000, 'z')}) {
    EXPECT_EQ(verdict_of("base58check", text), Verdict::refuted) << text.size();
  }
}

// Their checksums are right; but everyone knows them.
TEST(Base58Check, RefutesTheKeysOfStandards) {
  const std::array<Parts, 3> samples = {
      Parts{"5HueCGU8rMjxEX", "xiPuD5BDku4MkF", "qeZyd4dZ1jvhTV", "qvbTLvyTJ"},
      Parts{"xprv9s21ZrQH14", "3K3QTDL4LXw2F7", "HEK3wJUD2nW2nR", "k4stbPy6cq3jPP",
            "qjiChkVvvNKmPG", "JxWUtg6LnF5kej", "MRNNU3TGtRBeJg", "k33yuGBxrMPHi"},
      Parts{"zprvAWgYBBk7JR", "8Gjrh4UJQ2uJdG", "1r3WNRRfURiABB", "E3RvMXYSrRJL62",
            "XuezvGdPvG6GFB", "ZduosCc1YP5wix", "Pox7zhZLfiUm8a", "unE96BBa4Kei5"}};
  for (const Parts& parts : samples) {
    EXPECT_EQ(verdict_of("base58check", join(parts)), Verdict::refuted) << parts[0];
  }
}

}  // namespace
}  // namespace packwarden
