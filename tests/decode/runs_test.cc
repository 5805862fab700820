#include "decode/runs.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace packwarden {
namespace {

constexpr ByteSet kLetters("abcdefgh");

std::vector<std::pair<std::size_t, std::size_t>> runs_in(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  const MarkedText marked(text);
  Runs runs(marked, Mark::base64_run, kLetters, 24);
  for (ByteSpan run = runs.next(); run.size() > 0; run = runs.next()) {
    out.emplace_back(run.begin, run.end);
  }
  return out;
}

/// The same, byte by byte.
std::vector<std::pair<std::size_t, std::size_t>> expected_in(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && kLetters.has(text[at])) ++at;
    if (at - begin >= 24) out.emplace_back(begin, at);
    if (at == begin) ++at;
  }
  return out;
}

TEST(Runs, AreFoundWhereverTheyStand) {
  for (std::size_t before = 0; before < 40; ++before) {
    for (std::size_t length = 20; length < 60; ++length) {
      const std::string text =
          std::string(before, '.') + std::string(length, 'c') + std::string(before % 7, '\xE1');
      ASSERT_EQ(runs_in(text), expected_in(text)) << before << " " << length;
    }
  }
}

TEST(Runs, AreFoundInRandomTexts) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    while (text.size() < 300) {
      text += std::string(random() % 50, static_cast<char>('a' + random() % 8));
      text += std::string(1, static_cast<char>(random() % 256));
    }
    ASSERT_EQ(runs_in(text), expected_in(text)) << round;
  }
}

}  // namespace
}  // namespace packwarden
