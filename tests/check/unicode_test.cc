#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "check/checked.h"

namespace packwarden {
namespace {

using testing::HasSubstr;

/// `text` with each `{XXXX}` in it as that character.
std::string with_characters(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.starts_with("{") ? text.find('}') : std::string_view::npos;
    if (end == std::string_view::npos || end < 5) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    append_utf8(
        static_cast<char32_t>(std::stoul(std::string(text.substr(1, end - 1)), nullptr, 16)), out);
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

struct Case {
  std::string path;
  std::string text;
  std::vector<std::string> expected;
};

void expect_all(const std::vector<Case>& cases) {
  for (const auto& [path, text, expected] : cases) {
    EXPECT_EQ(checks_of(path, with_characters(text)), expected) << path << ": " << text;
  }
}

TEST(UnicodeBidi, IsHighWhereAControlDoesNotEnd) {
  expect_all({
      // Trojan Source (CVE-2021-42574): a comment that looks like code, and a text that goes on.
      {"a.js",
       "/*{202E} } {2066}if (isAdmin){2069} {2066} begin admins only */",
       {"uni-bidi high"}},
      {"a.js", "if (level != \"user{202E} {2066}// Check{2069} {2066}\") {", {"uni-bidi high"}},
      {"a.ts", "a = '{2067}' + b + '{2069}'", {"uni-bidi high"}},
      {"a.js", "// {202B}abc\n{202C}", {"uni-bidi high"}},
      {"a.js", "return{202E}x", {"uni-bidi high"}},
      {"a.js", "a = '{2067}abc{2069}'", {"uni-bidi medium"}},
      {"a.js", "// {2067}abc{2069}", {"uni-bidi medium"}},
      {"a.js", "a = /[{202A}{202B}{202C}{202D}{202E}]/", {"uni-bidi note"}},
      {"a.js", "a = ['{202A}', 1]; // {202A}", {"uni-bidi high"}},
      {"a.js", "[['{202A}', 'a'], ['{202B}', 'b'], ['{202E}', 'c']]", {"uni-bidi note"}},
      {"a.js", "[['{202A}', 'a'], ['{202B}', 'b']]", {"uni-bidi high"}},
      {"test/a.js", "a = '{202E}'", {"uni-bidi note"}},
      {"a.js", "a = '{200E}{200F}'", {}},
      {"README.md", "{202E}", {}},
  });
}

TEST(UnicodeInvisible, RowsHideBytes) {
  const std::string selectors = repeated("{FE01}", 8);
  const std::string tags = repeated("{E0061}", 8);
  const std::string own = repeated("{E001}", 16);
  const std::string table =
      "{E001}{E002}{E003}{E004}{E005}{E006}{E007}{E008}{E009}{E00A}{E00B}{E00C}{E010}{E011}{E012}"
      "{E013}{E014}";
  expect_all({
      {"a.js", "x = '" + selectors + "'", {"uni-invisible-run high"}},
      {"a.js", "x = '" + repeated("{E0101}", 9) + "'", {"uni-invisible-run high"}},
      {"data.txt", tags, {"uni-invisible-run high"}},
      {"a.js", "x = [...'" + own + "'].map(c => c.codePointAt(0))", {"uni-invisible-run high"}},
      {"a.js", "x = '" + own + "'", {}},
      {"a.js", "x = [...'" + table + "'].map(c => c.codePointAt(0))", {}},
      {"a.js", "x = '" + repeated("{FE0F}", 7) + "'", {}},
      {"a.js", "x = '{1F3F4}{E0067}{E0062}{E0065}{E006E}{E0067}{E0067}{E0067}{E007F}'", {}},
      {"a.bin", std::string(1, '\0') + selectors, {}},
  });
}

TEST(UnicodeZeroWidth, CountsBetweenBytesOfNames) {
  expect_all({
      {"a.js", "var is{200D}Admin = 1", {"uni-zero-width-identifier high"}},
      {"a.js", "var a{3164}b", {"uni-zero-width-identifier high"}},
      {"a.js", "o['us{200B}er']", {"uni-zero-width-identifier medium"}},
      {"a.js", "say('a us{200B}er came')", {"uni-zero-width-identifier note"}},
      {"a.js", "say('Dampf{00AD}schiff')", {"uni-zero-width-identifier note"}},
      {"a.js", "// us{200B}er", {"uni-zero-width-identifier note"}},
      {"a.js", "say('{200B} and {200D}')", {}},
      {"a.js", "say('{0646}{200C}{0646}')", {}},
      {"a.css", "us{200B}er", {}},
  });
}

TEST(UnicodeConfusable, NeedsTheOtherName) {
  expect_all({
      {"a.js",
       "function sayHello(){} function say{041D}ello(){}",
       {"uni-confusable-identifier medium"}},
      {"a.js", "{0440}rocess.exit()", {"uni-confusable-identifier medium"}},
      {"a.js", "function say{041D}ello(){}", {}},
      {"a.js", "var a = '{0440}rocess'", {}},
      {"a.js", "var {043F}{0440}{0438}{0432}{0435}{0442} = 1", {}},
      {"a.js", "var {03B1}1 = 1, a2 = 2", {}},
      {"test/a.js", "admin(); {0430}dmin()", {"uni-confusable-identifier note"}},
  });
}

TEST(UnicodeIrregular, CountsWhatProgramsReadDifferently) {
  expect_all({
      {"a.js", "a = '{FEFF}'", {"uni-irregular-text note"}},
      {"a.json", "\"{2028}\"", {"uni-irregular-text note"}},
      {"a.js", "a = '\xFF'", {"uni-irregular-text note"}},
      {"a.js", "{FEFF}a = 1", {}},
      {"a.css", "a{FEFF}b", {}},
      {"a.json", "\xFF\xFE\x7B\x7D", {}},
  });
  const auto found = found_in("a.js", with_characters("'{FEFF}{2028}{2029}'"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("In it: 1 byte order mark, 2 Unicode line separators."));
}

TEST(UnicodeChecks, SayWhere) {
  const auto found = found_in("a.js", with_characters("a\n  b{200D}c"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].location.start, (LineColumn{2, 4}));
  EXPECT_THAT(found[0].fix, HasSubstr("Remove U+200D from `a.js`."));
}

}  // namespace
}  // namespace packwarden
