#include "decode/content.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

using namespace std::string_literals;

std::string wide(std::string_view text) {
  std::string out;
  for (const char c : text) out += {c, '\0'};
  return out;
}

std::string tar_of(const std::string& name) {
  std::string out = name + std::string(512 - name.size(), '\0');
  out.replace(257, 5, "ustar");
  return out;
}

const std::vector<std::string>& contents() {
  static const std::vector<std::string> all = {
      "a text\n",
      "пароль",
      "密码在下面",
      "😀 smile",
      "\xFF\xFE\x3F\x04\x30\x04"s,
      wide("Get-Item x"),
      "\x1F\x8B\x08\0\0\0\0\0\0\3"s,
      "BZh91AY&SY\x88\x99",
      "\xFD"
      "7zXZ\0\0\4"s,
      "\x28\xB5\x2F\xFD\4\0"s,
      "PK\3\4\x14\0\0\0"s,
      tar_of("a"),
      tar_of("package/package.json"),
      "\x7F"
      "ELF\2\1\1\0"s,
      "\0asm\1\0\0\0"s,
      "\xCB\x0D\r\n\0\0\0\0"s + std::string(8, '\xE1'),
  };
  return all;
}

TEST(Content, IsWhatTellsSomething) {
  for (const std::string& bytes : contents()) EXPECT_TRUE(is_content(bytes)) << bytes;
}

TEST(Content, BeginsLikeIt) {
  for (const std::string& bytes : contents()) {
    for (const std::size_t size : {3U, 4U, 5U, 8U, 12U}) {
      EXPECT_TRUE(may_begin_content(std::string_view(bytes).substr(0, size))) << size << bytes;
    }
  }
}

// Pictures, fonts and digests are most of what is encoded, and the first bytes have to tell.
TEST(Content, IsNoPictureAndNoNoise) {
  for (const std::string& bytes :
       {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1"s,
        "GIF89a\1\0\1\0\x80\0"s, "wOF2\0\1\0\0\0\0\x1E\xA4"s, "\0\1\0\0\0\x0C\0\x80\0\3\0\x40"s,
        "RIFF\x24\x9A\1\0WEBP"s, "\xD4\x1D\x8C\xD9\x8F\0\xB2\x04\xE9\x80\x09\x98"s,
        "\xC3\xC3\xC3\xC3\xC3\xC3\xC3\xC3\xC3\xC3\xC3\xC3"s}) {
    EXPECT_FALSE(is_content(bytes)) << bytes;
    EXPECT_FALSE(may_begin_content(std::string_view(bytes).substr(0, 12))) << bytes;
  }
}

TEST(Content, IsReadableWhereOneByteInTwentyIsNot) {
  for (const std::string letter : {"a", "\xD0\xB6"}) {
    for (std::size_t size = 1; size < 700; ++size) {
      std::string text;
      while (text.size() < size) text += letter;
      for (std::size_t i = 0; i < text.size() / 20; ++i) text[i * 20] = '\1';
      // A character of which one byte is gone is none: the other is not readable, either.
      const bool is_mostly = letter.size() == 1 || text.size() < 20;
      EXPECT_EQ(is_readable(text), is_mostly) << letter << size;
      if (text.size() % 20 == 19 && letter.size() == 1) {
        text.back() = '\1';
        EXPECT_FALSE(is_readable(text)) << size;
      }
    }
  }
}

TEST(Content, MayBreakOffWithinACharacter) {
  EXPECT_TRUE(is_readable("ab\xD0"));
  EXPECT_TRUE(is_readable("\xE5\xAF"));
  EXPECT_TRUE(is_readable("\xF0\x9F\x98"));
  EXPECT_FALSE(is_readable("\xE5\x2F"));
  EXPECT_FALSE(is_readable("\xC2\x85\xC2\x85"));  // control characters
  EXPECT_FALSE(is_readable("\xC0\x80\xED\xA0\x80"));
}

}  // namespace
}  // namespace packwarden
