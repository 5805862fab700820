#include "match/literals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Place = Literals::Place;

constexpr std::size_t kMost = 1000;

/// In a buffer of exact size, where the sanitizer sees a read past the end.
std::vector<Place> places(const std::vector<std::string>& texts, std::string_view in) {
  const auto exact = std::make_unique<char[]>(in.size());
  std::copy(in.begin(), in.end(), exact.get());
  std::vector<Place> out;
  EXPECT_TRUE(Literals(texts).find({exact.get(), in.size()}, kMost, out));
  return out;
}

/// The same by looking everywhere.
std::vector<Place> expected(const std::vector<std::string>& texts, std::string_view in) {
  std::vector<Place> out;
  for (std::size_t begin = 0; begin < in.size(); ++begin) {
    std::vector<Place> here;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (in.substr(begin).starts_with(texts[i])) here.push_back({i, begin});
    }
    std::sort(here.begin(), here.end(), [&](const Place& a, const Place& b) {
      return texts[a.number].size() > texts[b.number].size();
    });
    out.insert(out.end(), here.begin(), here.end());
  }
  return out;
}

TEST(Literals, AreFoundAtTheBeginInTheMiddleAndAtTheEnd) {
  EXPECT_THAT(places({"abcdefgh", "12345678"}, "abcdefgh--12345678-abcdefgh"),
              ElementsAre(Place{0, 0}, Place{1, 10}, Place{0, 19}));
}

TEST(Literals, OverlapAndAreFoundWhereOneBeginsWithAnother) {
  EXPECT_THAT(places({"abcabcabc", "abcabcab", "bcabcabcX"}, "abcabcabcX"),
              ElementsAre(Place{0, 0}, Place{1, 0}, Place{2, 1}));
  EXPECT_THAT(places({"aaaaaaaa"}, "aaaaaaaaaa"),
              ElementsAre(Place{0, 0}, Place{0, 1}, Place{0, 2}));
}

TEST(Literals, NothingIsFoundInWhatIsTooShortOrWithoutLiterals) {
  EXPECT_THAT(places({"abcdefgh"}, "abcdefg"), IsEmpty());
  EXPECT_THAT(places({"abcdefghi"}, "abcdefgh"), IsEmpty());
  EXPECT_THAT(places({}, "abcdefgh"), IsEmpty());
  EXPECT_THAT(places({"abcdefgh"}, ""), IsEmpty());
}

TEST(Literals, AnyByteMayStandInThem) {
  const std::string text("\0\xff\x80 \n\0ab", 8);
  EXPECT_THAT(places({text}, "x" + text), ElementsAre(Place{0, 1}));
}

TEST(Literals, MoreThanTheMostIsSaid) {
  std::vector<Place> out = {{7, 7}};
  const Literals literals({"abcdefgh"});
  EXPECT_TRUE(literals.find("abcdefghabcdefgh", 2, out));
  EXPECT_FALSE(literals.find("abcdefghabcdefgh", 1, out));
  EXPECT_EQ(out.size(), 4U);
}

TEST(Literals, FindWhatLookingEverywhereFinds) {
  std::mt19937 random(1);
  const auto word = [&](std::size_t least, std::size_t most) {
    std::string out(std::uniform_int_distribution<std::size_t>(least, most)(random), ' ');
    for (char& c : out) c = "ab"[random() % 2];
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> texts;
    for (int i = 0; i < 12; ++i) texts.push_back(word(8, 14));
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    std::shuffle(texts.begin(), texts.end(), random);
    const std::string in = word(0, 300);
    EXPECT_EQ(places(texts, in), expected(texts, in)) << "round " << round;
  }
}

}  // namespace
}  // namespace packwarden
