#include "npm/unicode.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(Unicode, DecodesAsJavaScriptDoes) {
  EXPECT_EQ(to_utf16("a\xC3\xA9\xF0\x9F\x98\x80"), u"a\u00E9\U0001F600");
  EXPECT_EQ(to_utf16("a\xFFz"), u"a\uFFFDz");
  EXPECT_EQ(to_utf8(u"\u00E9\U0001F600"), "\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(to_utf8(std::u16string(1, static_cast<char16_t>(0xD83D))), "\xEF\xBF\xBD");
}

TEST(Unicode, FoldsUnitsByUpperCaseAndNeverIntoAscii) {
  EXPECT_EQ(fold_unit(u'K'), fold_unit(u'k'));
  EXPECT_NE(fold_unit(u'\u212A'), fold_unit(u'k'));  // KELVIN SIGN
  EXPECT_NE(fold_unit(u'\u017F'), fold_unit(u's'));  // LONG S
  EXPECT_EQ(fold_unit(u'\u03C2'), fold_unit(u'\u03C3'));
  EXPECT_EQ(fold_unit(u'\u00DF'), u'\u00DF');
}

TEST(Unicode, FoldsCodePointsBySimpleCaseFolding) {
  EXPECT_EQ(fold_code_point(U'\u212A'), fold_code_point(U'k'));
  EXPECT_EQ(fold_code_point(U'\u1E9E'), fold_code_point(U'\u00DF'));
  EXPECT_NE(fold_code_point(U'\u0131'), fold_code_point(U'i'));
  EXPECT_EQ(fold_code_point(U'\U00010400'), fold_code_point(U'\U00010428'));
}

TEST(Unicode, LowersWithFinalSigmaAndDottedI) {
  EXPECT_EQ(lower_case(u"ABC.JS"), u"abc.js");
  EXPECT_EQ(lower_case(u"\u0391\u03A3"), u"\u03B1\u03C2");
  EXPECT_EQ(lower_case(u"\u0391\u03A3.JS"), u"\u03B1\u03C3.js");
  EXPECT_EQ(lower_case(u"\u0130"), u"i\u0307");
  EXPECT_EQ(lower_case(u"\u212A"), u"k");
}

TEST(Unicode, KnowsWhatIsItsOwnUpperCase) {
  for (const char16_t unit : {u'A', u'7', u'_', u'@', u'\u65E5'}) {
    EXPECT_TRUE(is_own_upper_case(unit)) << static_cast<unsigned>(unit);
  }
  for (const char16_t unit : {u'a', u'\u00E9', u'\u00DF', u'\uFB00'}) {
    EXPECT_FALSE(is_own_upper_case(unit)) << static_cast<unsigned>(unit);
  }
}

}  // namespace
}  // namespace packwarden
