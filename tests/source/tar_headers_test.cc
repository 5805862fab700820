#include "source/tar_headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/tar_block.h"
#include "support/tar_builder.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;

/// "position name size refusal" of each header of `archive`, fed in pieces of `piece` bytes, then
/// how the archive ends.
std::vector<std::string> headers_of(const std::string& archive, std::size_t piece) {
  TarHeaders headers;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < archive.size(); i += piece) {
    headers.feed(std::string_view(archive).substr(i, piece));
    while (const auto header = headers.take()) {
      lines.push_back(std::to_string(header->position) + " " + header->name + " " +
                      std::to_string(header->size) + " " + header->refusal);
    }
  }
  const TarEnd end = headers.end();
  lines.push_back(headers.fault() + " " + std::to_string(end.end_blocks) + " " +
                  std::to_string(end.bytes_behind) + (end.cut_off ? " cut off" : ""));
  return lines;
}

TEST(TarHeaders, ReadTheSameFromPiecesOfAnySize) {
  TarBuilder builder;
  builder.file("p/a", std::string(513, 'a'));
  builder.pax(pax_record("path", "p/" + std::string(600, 'x'))).file("p/b", "b");
  builder.member({.name = "L", .type = 'L'}, std::string("p/long\0", 7)).file("p/c", "");
  builder.member({.name = "p/z", .type = 'Z'}, "zzz");
  const std::string archive = builder.archive() + "behind" + std::string(100, '\0');
  const auto whole = headers_of(archive, archive.size());
  EXPECT_THAT(whole,
              ElementsAre("0 p/a 513 ", "1536 p/" + std::string(600, 'x') + " 1 ", "4096 p/long 0 ",
                          "5632 p/z 3 is of tar type Z, neither a file nor a link nor a directory",
                          " 2 6"));
  for (std::size_t piece = 1; piece < 1100; ++piece) {
    ASSERT_EQ(headers_of(archive, piece), whole) << piece;
  }
}

TEST(TarHeaders, KnowWhereAnArchiveIsCutOff) {
  TarBuilder builder;
  builder.file("p/a", "a").pax(pax_record("path", "p/b")).file("p/b", "");
  const std::string archive = builder.archive();
  const auto end_of = [&](std::size_t size) {
    return headers_of(archive.substr(0, size), 4096).back();
  };
  EXPECT_EQ(end_of(0), " 0 0");
  EXPECT_EQ(end_of(1), " 0 0 cut off");
  EXPECT_EQ(end_of(512), " 0 0 cut off") << "content is missing";
  EXPECT_EQ(end_of(1023), " 0 0 cut off") << "padding is missing";
  EXPECT_EQ(end_of(1024), " 0 0") << "between two members";
  EXPECT_EQ(end_of(1536), " 0 0 cut off") << "behind an extended header";
  EXPECT_EQ(end_of(2048), " 0 0 cut off") << "before the member of an extended header";
  EXPECT_EQ(end_of(2560), " 0 0");
  EXPECT_EQ(end_of(2700), " 0 0 cut off") << "within a block of zeros";
  EXPECT_EQ(end_of(3072), " 1 0");
  EXPECT_EQ(end_of(3584), " 2 0");
}

TEST(TarBlock, ReadsNumbersAsWritersWriteThem) {
  const auto size_of = [](std::string field) {
    const std::string block = TarBuilder().member({.name = "x", .size = std::move(field)}).blocks();
    return read_tar_block(std::string_view(block).substr(0, 512))->size;
  };
  EXPECT_EQ(size_of("00000000017"), 15U);
  EXPECT_EQ(size_of("000000000017"), 15U) << "no terminator";
  EXPECT_EQ(size_of("         17 "), 15U);
  EXPECT_EQ(size_of(std::string("17\0junk", 7)), 15U) << "what no reader looks at";
  EXPECT_EQ(size_of(std::string(12, '\0')), 0U);
  EXPECT_EQ(size_of("777777777777"), 0xFFFFFFFFFU);
  for (const char* bad : {"18", "-1", "+1", "0x1", "1a", "\x80\x01"}) {
    EXPECT_EQ(size_of(bad), std::nullopt) << bad;
  }
}

TEST(TarBlock, RefusesAWrongChecksum) {
  std::string block = TarBuilder().file("x", "").blocks();
  EXPECT_TRUE(read_tar_block(block));
  block[0] = 'y';
  EXPECT_FALSE(read_tar_block(block));
  EXPECT_FALSE(read_tar_block(std::string(512, '\0')));
}

TEST(TarBlock, KnowsWhatNodeTarReadsDifferently) {
  const auto damaged = [](TarFields fields, std::size_t offset = 0, std::string_view bytes = "") {
    std::string block = TarBuilder().member(fields).blocks();
    block.replace(offset, bytes.size(), bytes);
    return read_tar_block(resealed(block, 0))->damaged;
  };
  const std::string star = std::string(131, '\0') + "14371573230 14371573230 ";
  EXPECT_FALSE(damaged({.name = "x"}));
  EXPECT_FALSE(damaged({.name = "x", .prefix = star}));
  EXPECT_FALSE(damaged({.name = "x"}, 108, std::string("\x80\0\0\0\x7F\xFF\xFF\xFF", 8)));
  EXPECT_FALSE(damaged({.name = "x"}, 108, std::string("\x80\x1F\0\0\0\0\0\0", 8)));
  EXPECT_TRUE(damaged({.name = "x"}, 108, std::string("\x80\x20\0\0\0\0\0\0", 8)));
  EXPECT_TRUE(damaged({.name = "x"}, 108, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
  EXPECT_TRUE(damaged({.name = "x"}, 136, std::string("\x80\1\0\0\0\0\0\0\0\0\0\0", 12)));
  EXPECT_TRUE(damaged({.name = "x"}, 329, "\xFF")) << "device number";
  EXPECT_TRUE(damaged({.name = "x"}, 476, "\xFF")) << "a time of star";
  EXPECT_TRUE(damaged({.name = "x"}, 475, "y")) << "no prefix, but its end";
  EXPECT_FALSE(damaged({.name = "x", .magic = std::string("ustar  \0", 8)}, 475, "y"));
  EXPECT_TRUE(damaged({.name = std::string("x\0\n", 3)}));
  EXPECT_TRUE(damaged({.name = "x", .target = std::string("\0\n", 2)}));
  EXPECT_FALSE(damaged({.name = "x\ny"}));
}

TEST(TarBlock, JoinsThePrefixOfPosixArchivesOnly) {
  const auto name_of_block = [](TarFields fields) {
    const std::string block = TarBuilder().member(std::move(fields)).blocks();
    return read_tar_block(block)->name;
  };
  EXPECT_EQ(name_of_block({.name = "n", .prefix = "p"}), "p/n");
  EXPECT_EQ(name_of_block({.name = "n", .prefix = "p", .magic = std::string("ustar  \0", 8)}), "n");
  EXPECT_EQ(name_of_block({.name = std::string(100, 'n'), .prefix = std::string(155, 'p')}),
            std::string(155, 'p') + "/" + std::string(100, 'n'));
}

TEST(PaxRecords, AreReadExactly) {
  const auto records = read_pax_records(
      "8 a=b=c\n"
      "6 a=\n"
      "6 d=e\n");
  EXPECT_FALSE(records) << "a length that does not end at a line feed";
  const auto good = read_pax_records(
      "8 a=b=c\n"
      "6 d=e\n"
      "5 f=\n");
  ASSERT_TRUE(good);
  EXPECT_THAT(*good, ElementsAre(std::pair("a", "b=c"), std::pair("d", "e"), std::pair("f", "")));
  EXPECT_EQ(read_pax_records("6 a=1\n6 a=2\n")->at("a"), "2");
  EXPECT_TRUE(read_pax_records("")->empty());
}

TEST(PaxRecords, MalformedOnesAreNone) {
  for (const char* records : {"x", "6", "6 ", "6 a=1", "7 a=1\n", "5 a=1\n", "6 abc\n", "5 =1\n",
                              "0 a=1\n", "-6 a=1\n", " 6 a=1\n", "6a a=1\n", "2 ", "2 \n", "1\n",
                              "99999999999999999999 a=1\n", "000000006 a=1\n", "6 a=1\n\n"}) {
    EXPECT_FALSE(read_pax_records(records)) << records;
  }
}

}  // namespace
}  // namespace packwarden
