#include "decode/marked_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

struct Row {
  Mark mark;
  std::string found;
  std::size_t place;  // of the byte that makes the mark
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {Mark::escape, R"(\x)", 0}, {Mark::escape, R"(\u)", 0},   {Mark::escape, R"(\/)", 0},
      {Mark::escape, R"(\1)", 0}, {Mark::escape, R"(\\\u)", 0}, {Mark::percent, "%4", 0},
      {Mark::percent, "%f", 0},   {Mark::entity, "&#", 0},      {Mark::entity, "&quot;", 0},
      {Mark::joint, "\"+'", 1},   {Mark::joint, "` +\n", 2},    {Mark::joint, "\t+\r", 1},
      {Mark::from_call, "mC", 0}, {Mark::from_call, "m(", 0},   {Mark::join, "].join(", 0},
  };
  return all;
}

class MarkedTextTest : public testing::TestWithParam<Instructions> {};

TEST_P(MarkedTextTest, FindsMarksWhereverTheyStand) {
  for (const Row& row : rows()) {
    for (std::size_t before = 0; before < 200; ++before) {
      const std::string text = std::string(before, ',') + row.found + std::string(before % 5, ',');
      const MarkedText marked(text, GetParam());
      const std::size_t place = before + row.place;
      const std::size_t found = marked.find(row.mark, 0);
      ASSERT_EQ(found, place) << row.found << " behind " << before;
      ASSERT_EQ(marked.find(row.mark, place), place) << row.found;
      ASSERT_EQ(marked.find(row.mark, text.size()), MarkedText::npos);
    }
  }
}

TEST_P(MarkedTextTest, SaysWhereTextIsNotAscii) {
  EXPECT_EQ(MarkedText(std::string(200, '.'), GetParam()).beyond_ascii().size(), 0U);
  for (std::size_t before = 0; before < 200; ++before) {
    const std::string text = std::string(before, '.') + "\xC3\xA4" + std::string(70, '.') + "\xFF";
    const ByteSpan beyond = MarkedText(text, GetParam()).beyond_ascii();
    ASSERT_EQ(beyond.begin, before / 64 * 64);
    ASSERT_EQ(beyond.end, text.size());
  }
}

TEST_P(MarkedTextTest, GivesThePartsThatHaveAMark) {
  const std::string text =
      std::string(70, '.') + std::string(100, 'z') + std::string(100, '.') + std::string(40, 'z');
  const MarkedText marked(text, GetParam());
  const ByteSpan first = marked.next_part(Mark::base64_run, 0);
  EXPECT_EQ(first.begin, 64U);
  EXPECT_EQ(first.end, 192U);
  const ByteSpan second = marked.next_part(Mark::base64_run, first.end);
  EXPECT_EQ(second.begin, 256U);
  EXPECT_EQ(second.end, text.size());
  EXPECT_EQ(marked.next_part(Mark::base64_run, second.end).size(), 0U);
  EXPECT_EQ(marked.next_part(Mark::percent, 0).size(), 0U);
}

TEST_P(MarkedTextTest, HasNoMarksWhereThereAreNone) {
  for (const std::string& text :
       {std::string(), std::string("a && b +c \\n 50% of tokens"), std::string(23, 'a'),
        std::string(23, 'a') + "." + std::string(23, 'b'), std::string(200, '\xE9'),
        std::string(64, '\\') + std::string(64, '%') + std::string(64, '&')}) {
    const MarkedText marked(text, GetParam());
    for (const Row& row : rows()) EXPECT_EQ(marked.find(row.mark, 0), MarkedText::npos) << text;
    for (const Mark run : {Mark::base64_run, Mark::hex_run}) {
      EXPECT_EQ(marked.next_run(run, 0).size(), 0U) << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EachWay, MarkedTextTest,
                         testing::Values(Instructions::fastest, Instructions::portable));

}  // namespace
}  // namespace packwarden
