#include "decode/compiled.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

using namespace std::string_literals;

TEST(Compiled, IsWhatCompilersAndDatabasesWrite) {
  const std::string windows = "MZ" + std::string(58, '\0') + "\x40\0\0\0PE\0\0"s;
  for (const std::string& bytes :
       {"\x7F"
        "ELF\x02"s,
        "\xCF\xFA\xED\xFE"s, "\xCA\xFE\xBA\xBE\0\0"s, "\0asm\1"s, "SQLite format 3\0"s, windows,
        "\xCB\x0D\r\n\0\0\0\0"s + std::string(8, 'x')}) {
    EXPECT_TRUE(is_compiled(bytes)) << bytes;
  }
}

TEST(Compiled, IsNoText) {
  for (const std::string& bytes :
       {""s, "MZ"s,
        "MZ is a prefix of names that are longer than a header of a program is, or not"s,
        "a\nb\r\nfoo bar baz foo bar"s, "SQLite format 3"s, "#!/bin/sh\n"s}) {
    EXPECT_FALSE(is_compiled(bytes)) << bytes;
  }
}

}  // namespace
}  // namespace packwarden
