#include "npm/sort_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::size_t> order_of(const std::vector<std::string>& keys) {
  SortKeys out(keys.size(), 0);
  for (const std::string& key : keys) {
    out.text() += key;
    out.end_key();
  }
  return out.order();
}

TEST(SortKeys, OrderByBytes) {
  EXPECT_THAT(order_of({}), IsEmpty());
  EXPECT_THAT(order_of({"b", "a", "", "\xFF", "ab"}), ElementsAre(2, 1, 4, 0, 3));
  EXPECT_THAT(order_of({"12345678b", "12345678a", "12345678"}), ElementsAre(2, 1, 0));
}

TEST(SortKeys, KeepTheOrderOfEqualKeys) {
  EXPECT_THAT(order_of({"b", "a", "b", "a", "", ""}), ElementsAre(4, 5, 1, 3, 0, 2));
}

TEST(SortKeys, TakeNoZeroForTheEnd) {
  const std::string zero(1, '\0');
  EXPECT_THAT(order_of({"a" + zero + zero, "a", "a" + zero, "a" + zero + "b"}),
              ElementsAre(1, 2, 0, 3));
  EXPECT_THAT(order_of({std::string(9, '\0'), std::string(8, '\0'), std::string(7, '\0'), ""}),
              ElementsAre(3, 2, 1, 0));
}

TEST(SortKeys, OrderWhateverAStableSortOrders) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> keys(random() % 40);
    for (std::string& key : keys) {
      key.resize(random() % 20);
      for (char& c : key) c = static_cast<char>(random() % 2 * 0xFF);
    }
    std::vector<std::size_t> expected(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) expected[i] = i;
    std::stable_sort(expected.begin(), expected.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    EXPECT_EQ(order_of(keys), expected);
  }
}

}  // namespace
}  // namespace packwarden
