#include "report/page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace packwarden {
namespace {

std::string page_of(const LineStart& start, const std::vector<Word>& words,
                    const ReportStyle& style = {}) {
  std::ostringstream out;
  Page(style, out).line(start, words);
  return out.str();
}

TEST(Page, WrapsAtEightyColumnsWithAHangingIndent) {
  const std::vector<Word> words(8, {"123456789"});
  EXPECT_EQ(page_of({"why ", 4}, words),
            "why 123456789 123456789 123456789 123456789 123456789 123456789 123456789\n"
            "    123456789\n");
}

struct WidthRow {
  std::size_t last;   // length of the last of two words, the first has 40
  std::size_t lines;  // that both take
};

TEST(Page, FillsTheLastColumn) {
  for (const WidthRow& row : {WidthRow{38, 1}, WidthRow{39, 1}, WidthRow{40, 2}}) {
    const std::string text = page_of({}, {{std::string(40, 'a')}, {std::string(row.last, 'b')}});
    EXPECT_EQ(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), row.lines)
        << row.last;
  }
}

TEST(Page, CountsCellsAndNotBytes) {
  std::vector<Word> words(16, {"日本"});
  EXPECT_EQ(page_of({}, words).find('\n'), 16 * 6 + 15U) << "79 columns";
}

TEST(Page, MeasuresWhatItPrints) {
  // Escaped, the first word has 76 columns.
  EXPECT_EQ(page_of({}, {{std::string(19, '\x1B')}, {"abcd"}}).find("\nabcd\n"), 76U);
  EXPECT_EQ(page_of({}, {{std::string(19, '\x1B')}, {"abc"}}).find(" abc\n"), 76U);
}

TEST(Page, KeepsALongWordWholeAndTheFirstBesideItsLabel) {
  const std::string path(200, 'p');
  EXPECT_EQ(page_of({"also ", 5}, {{path}, {"b"}, {path}}),
            "also " + path + "\n     b\n     " + path + "\n");
}

TEST(Page, SetsSectionsOffByOneEmptyLineButTheFirst) {
  std::ostringstream out;
  Page page({}, out);
  page.section();
  page.line({}, {{"a"}});
  page.section();
  page.line({}, {{"b"}});
  EXPECT_EQ(out.str(), "a\n\nb\n");
}

TEST(Page, EndsAColourBeforeItsLineEnds) {
  const std::vector<Word> words(10, {"123456789", Tone::caution});
  EXPECT_EQ(page_of({"", 2}, words, {true, Verbosity::normal}),
            "\x1B[33m123456789 123456789 123456789 123456789 123456789 123456789 123456789 "
            "123456789\x1B[0m\n"
            "  \x1B[33m123456789 123456789\x1B[0m\n");
}

TEST(Printable, LeavesOrdinaryNamesAlone) {
  for (const char* name : {"dist/index.js", "Foo::Bar.3pm", "c#/x", "日本/ü.js", "a b", ""}) {
    EXPECT_EQ(printable(name), name);
  }
}

TEST(Printable, DefusesCommandsOfCiServicesWhateverStandsBefore) {
  EXPECT_EQ(printable(" ::error::x"), " \\x3A:error::x");
  EXPECT_EQ(printable("\u00A0::error"), "\u00A0\\x3A:error");
  EXPECT_EQ(printable(":::x"), "\\x3A\\x3A:x");
  EXPECT_EQ(printable("###[x"), "#\\x23\\x23[x");
}

TEST(Printable, KeepsAPatternOneThatMatchesTheSame) {
  EXPECT_EQ(printable(R"(\b(a\d{3}))", Spelling::pattern), R"(\b(a\d{3}))");
  EXPECT_EQ(printable(R"(\b(?::))", Spelling::name), R"(\\b(?\x3A:))");
  EXPECT_EQ(printable(R"(\[##::])", Spelling::pattern), R"(\[#\x23\x3A:])");
  EXPECT_EQ(printable("\\\x1B[31m", Spelling::pattern), R"(\\\x1B[31m)");
}

TEST(Prose, BreaksAtSpacesOnly) {
  const auto texts = [](std::string_view text) {
    std::vector<std::string> out;
    for (const Word& word : prose(text)) out.push_back(word.text);
    return out;
  };
  EXPECT_EQ(texts("  a  b\tc "), (std::vector<std::string>{"a", "b\tc"}));
  EXPECT_TRUE(texts("").empty());
  EXPECT_TRUE(texts("  ").empty());
}

}  // namespace
}  // namespace packwarden
