#include <gtest/gtest.h>

#include <string>

#include "validate/match_of.h"

namespace packwarden {
namespace {

TEST(AzureStorageKey, OnlyBase64IsAKey) {
  const std::string key = join({"HL10HbzP1Uojp+p56Kj6810w0o7uP+", "z/41KAnIwm4Twwnj0lkNxOjgJRcqGp",
                                "Mj+pMp4ogBYAnwCN7OLZui2qRw=="});
  EXPECT_EQ(verdict_of("azure-storage-key", key), Verdict::unknown);
  EXPECT_EQ(verdict_of("azure-storage-key", key.substr(1)), Verdict::refuted);
}

TEST(AzureStorageKey, TheKeysOfTheEmulatorsAreRefuted) {
  EXPECT_EQ(verdict_of("azure-storage-key",
                       join({"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq",
                             "/K1SZFPTOtr/KBHBeksoGMGw=="})),
            Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
