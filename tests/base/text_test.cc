#include "base/text.h"

#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/random.h"
#include "base/span.h"
#include "finding/finding.h"

namespace packwarden {
namespace {

TEST(Text, InvalidUtf8BecomesOneReplacementPerMaximalSequence) {
  EXPECT_EQ(to_valid_utf8("a\xE2\x82z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(to_valid_utf8("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80");
  EXPECT_EQ(to_valid_utf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(to_valid_utf8("\xE2"), "\xEF\xBF\xBD");
}

TEST(Text, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(escape_for_display("a\x1B[2Jb\n"), "a\\x1B[2Jb\\x0A");
  EXPECT_EQ(escape_for_display("x\u202Egnp.js"), "x\\u{202E}gnp.js");
  EXPECT_EQ(escape_for_display("\xC2\x9B"), "\\x9B");
  EXPECT_EQ(escape_for_display("a\\b"), "a\\\\b");
  EXPECT_EQ(escape_for_display("\xFFü"), "\\xFFü");
}

TEST(Text, WidthCountsCells) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
}

TEST(Text, BytesForPeople) {
  EXPECT_EQ(human_bytes(0), "0 B");
  EXPECT_EQ(human_bytes(999), "999 B");
  EXPECT_EQ(human_bytes(1000), "1.0 kB");
  EXPECT_EQ(human_bytes(999'960), "1.0 MB");
  EXPECT_EQ(human_bytes(2'345'678), "2.3 MB");
}

TEST(Span, LinesAndColumnsCountFromOneInBytes) {
  EXPECT_EQ(line_column("ab\ncd", 0), (LineColumn{1, 1}));
  EXPECT_EQ(line_column("ab\ncd", 2), (LineColumn{1, 3}));
  EXPECT_EQ(line_column("ab\ncd", 3), (LineColumn{2, 1}));
  EXPECT_EQ(line_column("ab\ncd", 99), (LineColumn{2, 3}));
  EXPECT_EQ(line_column_from("ab\ncd\nef", 3, {2, 1}, 7), (LineColumn{3, 2}));
  EXPECT_EQ(line_column("ü\na", 3), (LineColumn{2, 1}));
}

struct Utf16Row {
  const char* text;  // the place is its end
  std::uint64_t column;
  std::uint64_t utf16_column;
};

TEST(Span, ColumnsAreTellableInUnitsOfUtf16) {
  const Utf16Row rows[] = {
      {"", 1, 1},
      {"ab", 3, 3},
      {"ü", 3, 2},
      {"日本", 7, 3},
      {"\U0001F600", 5, 3},
      {"ü\nab", 3, 3},
      {"ab\nü日\U0001F600", 10, 5},
      {"\xFF\xFE", 3, 3},
      {"\xE2\x82(", 4, 3},
      {"\xED\xA0\x80", 4, 4},
  };
  for (const Utf16Row& row : rows) {
    const std::string_view text = row.text;
    const LineColumn place = line_column(text, text.size());
    EXPECT_EQ(place.column, row.column) << text;
    EXPECT_EQ(place.utf16_column(), row.utf16_column) << text;
  }
}

TEST(Span, APlaceFromAnEarlierOneIsTheSame) {
  constexpr std::string_view kText = "aü\n日本 \U0001F600x\nü";
  for (std::size_t from = 0; from <= kText.size(); ++from) {
    if (from < kText.size() && code_point_at(kText, from).value == CodePoint::kInvalid) continue;
    for (std::size_t to = from; to <= kText.size(); ++to) {
      if (to < kText.size() && code_point_at(kText, to).value == CodePoint::kInvalid) continue;
      EXPECT_EQ(line_column_from(kText, from, line_column(kText, from), to), line_column(kText, to))
          << from << " " << to;
    }
  }
}

// FIPS 180-4 example; RFC 4231, section 4.3; the CRC-32 check value.
TEST(Digest, AgreesWithPublishedVectors) {
  EXPECT_EQ(to_hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
}

TEST(Random, BytesAreOthersEachTime) {
  const Result<std::string> bytes = random_bytes(32);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), 32U);
  EXPECT_NE(*bytes, *random_bytes(32));
}

TEST(Finding, PreviewShowsFourBytesOfLongValuesOnly) {
  EXPECT_EQ(preview("abcd5678901234567890"), "abcd… (20 bytes)");
  EXPECT_EQ(preview("abcd567890123456789"), "(19 bytes)");
  EXPECT_EQ(preview("\nbcd5678901234567890"), "(20 bytes)");
  EXPECT_EQ(preview("x"), "(1 byte)");
}

TEST(Finding, FingerprintDependsOnRulePathAndOrdinal) {
  EXPECT_EQ(fingerprint("r", "p", 0), fingerprint("r", "p", 0));
  EXPECT_NE(fingerprint("r", "p", 0), fingerprint("r", "p", 1));
  EXPECT_NE(fingerprint("r", "pq", 0), fingerprint("rp", "q", 0));
  EXPECT_EQ(fingerprint("r", "p", 0).size(), 32U);
}

TEST(Text, PutsCommasBetweenThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(grouped(18'446'744'073'709'551'615U), "18,446,744,073,709,551,615");
  EXPECT_EQ(counted(1, "file"), "1 file");
  EXPECT_EQ(counted(1000, "file"), "1,000 files");
}

}  // namespace
}  // namespace packwarden
