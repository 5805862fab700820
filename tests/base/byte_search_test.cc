#include "base/byte_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

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

TEST(ByteSearch, FindsTheFirstOfSeveralWords) {
  const std::vector<std::string_view> words = {"bba", "aab", "babab", "aaaaaaa"};
  const WordSearch search({words[0], words[1], words[2], words[3]});
  for (std::size_t size = 0; size < 200; size += 3) {
    const std::string text = text_of(size, 3);
    for (std::size_t at = 0; at < size + 2; ++at) {
      std::size_t first = std::string::npos;
      for (const std::string_view word : words) first = std::min(first, text.find(word, at));
      const FoundWord found = search.next(text, at);
      ASSERT_EQ(found.at, first) << size << " " << at;
      if (first == std::string::npos) continue;
      EXPECT_TRUE(std::string_view(text).substr(first).starts_with(words[found.word]));
    }
  }
}

TEST(ByteSearch, OfTwoWordsAtOnePlaceTheFirstIsFound) {
  EXPECT_EQ(WordSearch({"ab", "abc"}).next("xabc", 0).word, 0U);
  EXPECT_EQ(WordSearch({"abc", "ab"}).next("xabc", 0).word, 0U);
  EXPECT_EQ(WordSearch({"abd", "ab"}).next("xabc", 0).word, 1U);
}

TEST(ByteSearch, FindsTheLastByte) {
  EXPECT_EQ(find_last_byte("abab", 'a'), 2U);
  EXPECT_EQ(find_last_byte("a", 'b'), std::string_view::npos);
  EXPECT_EQ(find_last_byte("", 'b'), std::string_view::npos);
}

}  // namespace
}  // namespace packwarden
