#include "report/text_forms.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

TEST(TextForms, TimesAreThoseOfUtc) {
  EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00");
  EXPECT_EQ(utc_text(1'709'210'096), "2024-02-29T12:34:56");
}

TEST(TextForms, UuidsSayTheirVersion) {
  EXPECT_EQ(uuid_text(Sha256{}), "00000000-0000-8000-8000-000000000000");
  Sha256 full;
  full.fill(0xFF);
  EXPECT_EQ(uuid_text(full), "ffffffff-ffff-8fff-bfff-ffffffffffff");
}

TEST(TextForms, PathsAreReferences) {
  EXPECT_EQ(uri_of_path("src/a-b_c.~1.js"), "src/a-b_c.~1.js");
  EXPECT_EQ(uri_of_path("a b%/ü#?:.js"), "a%20b%25/%C3%BC%23%3F%3A.js");
  EXPECT_EQ(uri_of_path("a\n\xFF"), "a%0A%FF");
  EXPECT_EQ(uri_of_path("/tmp/a.js"), "file:///tmp/a.js");
  EXPECT_EQ(uri_of_path(""), "");
}

TEST(TextForms, NamesMakeNoMarkup) {
  EXPECT_EQ(without_links("![a](b)](c)"), "![a] (b)] (c)");
  EXPECT_EQ(without_links("a[0]"), "a[0]");
  EXPECT_EQ(without_markup("<b>[a](b)"), "&lt;b>[a] (b)");
}

TEST(TextForms, ShortenedTextsHoldWholeCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc");
  EXPECT_EQ(shortened("aü", 2), "a");
  EXPECT_EQ(shortened("\U0001F600", 3), "");
}

}  // namespace
}  // namespace packwarden
