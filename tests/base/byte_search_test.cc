#include "base/byte_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace packwarden {
namespace {

/// Of two letters, so that there is much to find, in a buffer of its exact size.
std::string text_of(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string out(size, 'a');
  for (char& c : out) c = random() % 4 == 0 ? 'b' : 'a';
  out.shrink_to_fit();
  return out;
}

TEST(ByteSearch, CountsLikeTheStandardLibrary) {
  for (std::size_t size = 0; size < 100; ++size) {
    const std::string text = text_of(size, 1);
    EXPECT_EQ(count_byte(text, 'b'), std::count(text.begin(), text.end(), 'b')) << size;
  }
  const std::string equal(20'000, 'b');  // more than one byte can count
  EXPECT_EQ(count_byte(equal, 'b'), equal.size());
}

TEST(ByteSearch, FindsLikeTheStandardLibrary) {
  for (std::size_t size = 0; size < 80; ++size) {
    const std::string text = text_of(size, 2);
    for (const std::string_view sought : {"b", "bb", "aab", "babab", "bbbbbbb"}) {
      for (std::size_t at = 0; at < size + 2; ++at) {
        EXPECT_EQ(find_text(text, sought, at), text.find(sought, at)) << size << sought << at;
      }
    }
  }
}

TEST(ByteSearch, FindsTheLastByte) {
  EXPECT_EQ(find_last_byte("abab", 'a'), 2U);
  EXPECT_EQ(find_last_byte("a", 'b'), std::string_view::npos);
  EXPECT_EQ(find_last_byte("", 'b'), std::string_view::npos);
}

}  // namespace
}  // namespace packwarden
