#include "validate/randomness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <string_view>

namespace packwarden {
namespace {

/// How many of 1,000 random values of that length count as random.
int recognised(std::string_view alphabet, std::size_t length) {
  std::mt19937 generator(7);
  int count = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string value;
    while (value.size() < length) value += alphabet[generator() % alphabet.size()];
    count += is_random(value) ? 1 : 0;
  }
  return count;
}

constexpr std::string_view kHexadecimal = "0123456789abcdef";
constexpr std::string_view kBase36 = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase64 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";

TEST(Randomness, RecognisesRandomValuesOfTheUsualAlphabets) {
  for (const std::string_view alphabet : {kHexadecimal, kBase36, kBase62, kBase64}) {
    EXPECT_GT(recognised(alphabet, 16), 930) << alphabet;
    EXPECT_GT(recognised(alphabet, 24), 990) << alphabet;
    EXPECT_EQ(recognised(alphabet, 40), 1000) << alphabet;
  }
}

TEST(Randomness, KnowsNamesPathsAndSentences) {
  for (const char* value :
       {"isCompleteFixForAllDeclarations", "punctuation.definition.string.begin",
        "constant.other.symbol.ruby", "/v1/accounts:signInWithPassword",
        "NEXT_PUBLIC_SETTINGS_PROVIDER", "my-component-library-theme-2024",
        "application/vnd.github.v3+json", "getElementsByClassName2",
        "this-is-a-long-sentence-in-kebab-case", "AbstractSingletonProxyFactoryBean",
        "node_modules/lodash/fp/convert.js", "us-east-1.elasticbeanstalk.com",
        "JavaScriptCore.framework"}) {
    EXPECT_FALSE(is_random(value)) << value << ": " << randomness(value);
  }
}

TEST(Randomness, ShortValuesProveNothing) { EXPECT_FALSE(is_random("9fQ2xLw7ZkT1vB")); }

TEST(Randomness, IsDefinedForAllBytes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_TRUE(std::isfinite(randomness(all)));
  EXPECT_EQ(randomness(""), 0);
}

}  // namespace
}  // namespace packwarden
