#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "decode/marked_text.h"

namespace packwarden {
namespace {

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

Places runs_in(const std::string& text, Instructions instructions = Instructions::fastest) {
  Places out;
  const MarkedText marked(text, instructions);
  for (ByteSpan run = marked.next_run(Mark::hex_run, 0); run.size() > 0;
       run = marked.next_run(Mark::hex_run, run.end)) {
    out.emplace_back(run.begin, run.end);
  }
  return out;
}

/// The same, byte by byte.
Places expected_in(const std::string& text) {
  Places out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && hexadecimal_value(text[at])) ++at;
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
      text += std::string(random() % 50, static_cast<char>('a' + random() % 6));
      text += std::string(1, static_cast<char>(random() % 256));
    }
    ASSERT_EQ(runs_in(text), expected_in(text)) << round;
    ASSERT_EQ(runs_in(text, Instructions::portable), expected_in(text)) << round;
  }
}

}  // namespace
}  // namespace packwarden
