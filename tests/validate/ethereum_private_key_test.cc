#include <gtest/gtest.h>

#include <string>

#include "validate/match_of.h"

namespace packwarden {
namespace {

TEST(EthereumPrivateKey, NumbersOfTheCurveAreUnknown) {
  const std::string key =
      join({"7d1e94c0b2f85a63", "e90c47d85b2a61f3", "08de5c9b74a3f216", "c58d03e97b6a42f1"});
  EXPECT_EQ(verdict_of("ethereum-private-key", "0x" + key), Verdict::unknown);
  EXPECT_EQ(verdict_of("ethereum-private-key", key), Verdict::unknown);
}

// SEC 2, version 2.0, section 2.4.1: the order n of secp256k1.
TEST(EthereumPrivateKey, NumbersOutOfRangeAreRefuted) {
  const std::string start = "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03B";
  EXPECT_EQ(verdict_of("ethereum-private-key", start + "9470583169270361"), Verdict::unknown);
  EXPECT_EQ(verdict_of("ethereum-private-key", start + "BFD25E8CD0364141"), Verdict::refuted);
  EXPECT_EQ(verdict_of("ethereum-private-key", start + "C470583169270361"), Verdict::refuted);
  EXPECT_EQ(verdict_of("ethereum-private-key", "0x" + std::string(64, 'f')), Verdict::refuted);
  EXPECT_EQ(verdict_of("ethereum-private-key", std::string(63, '0') + "1"), Verdict::refuted);
  EXPECT_EQ(verdict_of("ethereum-private-key", start + "947058"), Verdict::refuted);
  EXPECT_EQ(verdict_of("ethereum-private-key", start + "94705831692703xy"), Verdict::refuted);
}

TEST(EthereumPrivateKey, TheFirstAccountOfHardhatIsRefutedInAnyCase) {
  const std::string key =
      join({"AC0974bec39a17e36ba4a6b4d238ff94", "4bacb478cbed5efcae784d7bf4f2ff80"});
  EXPECT_EQ(verdict_of("ethereum-private-key", "0x" + key), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
