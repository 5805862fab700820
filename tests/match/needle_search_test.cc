#include "match/needle_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace packwarden {
namespace {

using Hits = std::vector<NeedleHit>;

void sort(Hits& hits) {
  std::sort(hits.begin(), hits.end(), [](const NeedleHit& a, const NeedleHit& b) {
    return std::tie(a.place.begin, a.number) < std::tie(b.place.begin, b.number);
  });
}

/// The letters of either case are those that are written in upper case.
SoughtNeedle sought(const std::string& text, std::uint32_t number) {
  SoughtNeedle out{{}, number};
  for (const char c : text) {
    const bool either = c >= 'A' && c <= 'Z';
    out.needle.text += either ? static_cast<char>(c | 0x20) : c;
    out.needle.fold += either ? '\x20' : '\0';
  }
  return out;
}

std::vector<SoughtNeedle> sought(const std::vector<std::string>& texts) {
  std::vector<SoughtNeedle> out;
  for (const std::string& text : texts) {
    out.push_back(sought(text, static_cast<std::uint32_t>(out.size())));
  }
  return out;
}

/// By comparing each needle at each place.
Hits simply_found(const std::vector<SoughtNeedle>& needles, std::string_view text,
                  ByteSpan begins) {
  Hits out;
  for (std::uint64_t at = begins.begin; at < begins.end; ++at) {
    for (const SoughtNeedle& one : needles) {
      const std::size_t size = one.needle.text.size();
      std::string part(text.substr(at, size));
      for (std::size_t i = 0; i < part.size(); ++i) {
        part[i] = static_cast<char>(part[i] | one.needle.fold[i]);
      }
      if (part == one.needle.text) out.push_back({one.number, {at, at + size}});
    }
  }
  return out;
}

/// In a buffer of exact size.
Hits found(const NeedleSearch& search, std::string_view text, ByteSpan begins) {
  const auto exact = std::make_unique<char[]>(text.size());
  std::copy(text.begin(), text.end(), exact.get());
  Hits out;
  search.find({exact.get(), text.size()}, begins, out);
  sort(out);
  return out;
}

TEST(NeedleSearch, FindsEachNeedleWhereverItStands) {
  const std::vector<std::string> texts = {"abc",   "KEY",        "tok_",
                                          "TOKEN", "0123456789", "a-long-NEEDLE"};
  const NeedleSearch search(sought(texts));
  for (std::uint32_t number = 0; number < texts.size(); ++number) {
    const std::string& needle = texts[number];
    for (std::size_t before = 0; before < 40; ++before) {
      for (std::size_t behind = 0; behind < 20; ++behind) {
        const std::string text = std::string(before, '.') + needle + std::string(behind, '.');
        const Hits expected = {{number, {before, before + needle.size()}}};
        EXPECT_EQ(found(search, text, {0, text.size()}), expected) << text;
      }
    }
  }
}

TEST(NeedleSearch, TellsCasesApartWhereTheNeedleDoes) {
  const auto needles = sought({"abc", "KEY_x"});
  const NeedleSearch search(needles);
  for (const std::string text : {"abc", "Abc", "ABC", "key_x", "KeY_x", "KEY_X", "kEy\x7Fx"}) {
    EXPECT_EQ(found(search, text, {0, text.size()}), simply_found(needles, text, {0, text.size()}))
        << text;
  }
}

TEST(NeedleSearch, FindsWhatBeginsWithinTheGivenPart) {
  const NeedleSearch search(sought({"aaa", "aaaaaaaaaa"}));
  const std::string text(100, 'a');
  for (std::uint64_t begin = 0; begin < 40; ++begin) {
    for (std::uint64_t end = begin; end <= text.size(); ++end) {
      const Hits hits = found(search, text, {begin, end});
      EXPECT_EQ(hits, simply_found(sought({"aaa", "aaaaaaaaaa"}), text, {begin, end}));
    }
  }
}

TEST(NeedleSearch, AgreesWithASimpleSearch) {
  std::mt19937 random(4);  // NOLINT(cert-msc51-cpp): the same texts each time
  const auto random_text = [&random](std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < size; ++i) out += "abAB_"[random() % (random() % 8 == 0 ? 5 : 2)];
    return out;
  };
  std::size_t hits = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<SoughtNeedle> needles;
    for (std::uint32_t number = 0; number < 1 + random() % 40; ++number) {
      needles.push_back(sought(random_text(3 + random() % 8), number));
    }
    const NeedleSearch search(needles);
    for (int i = 0; i < 10; ++i) {
      const std::string text = random_text(random() % 300);
      Hits expected = simply_found(needles, text, {0, text.size()});
      sort(expected);
      ASSERT_EQ(found(search, text, {0, text.size()}), expected) << text;
      hits += expected.size();
    }
  }
  EXPECT_GT(hits, 10'000U) << "the texts no longer hold what is looked for";
}

TEST(NeedleSearch, OfNothingFindsNothing) {
  EXPECT_TRUE(found(NeedleSearch({}), "abc", {0, 3}).empty());
  EXPECT_TRUE(found(NeedleSearch(sought({"abc"})), "", {0, 0}).empty());
}

}  // namespace
}  // namespace packwarden
