#include "decode/decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {
namespace {

std::vector<Decoded> decoded_by(std::string_view name, std::string_view text) {
  const auto decoder = std::find_if(decoders().begin(), decoders().end(),
                                    [name](const Decoder& row) { return row.name == name; });
  std::vector<Decoded> out;
  decoder->run(MarkedText(text), [&](const Decoded& decoded) {
    out.push_back(decoded);
    return true;
  });
  return out;
}

/// The decoded texts, each with a bar behind it.
std::string texts_of(std::string_view name, std::string_view text) {
  std::string out;
  for (const Decoded& decoded : decoded_by(name, text)) out += decoded.text + "|";
  return out;
}

using namespace std::string_literals;

struct Row {
  std::string_view decoder;
  std::string text;
  std::string decoded;
};

/// Two bytes a character, as programs for Windows have it.
std::string wide(std::string_view text) {
  std::string out;
  for (const char c : text) out += {c, '\0'};
  return out;
}

void expect_decoded(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(texts_of(row.decoder, row.text), row.decoded) << row.decoder << ": " << row.text;
  }
}

TEST(Decoder, ReadsRuns) {
  expect_decoded({
      {"base64", "x=\"YSB0ZXh0IG9mIGl0cyB3cml0ZXI=\"", "a text of its writer|"},
      {"base64", "YSB0ZXh0IG9mIGl0cyB3cml0ZXI", "a text of its writer|"},
      {"base64", "k = atob('YXRleHRvZml0c3dyaXRlcnMteA==')", "k = \"atextofitswriters-x\"|"},
      {"hex", "k='61746578746f666974737772697465722e'", "k=\"atextofitswriter.\"|"},
      {"base64", "data:a/b;base64,Pz8_Pj4-Pz8_Pj4-Pz8_Pj4-Pz8_Pj4-,",
       "?\?\?>>>?\?\?>>>?\?\?>>>?\?\?>>>|"},
      {"base64", "Ly8g0L/QsNGA0L7Qu9GMOiDRgdC8LiDQvdC40LbQtQ==", "// пароль: см. ниже|"},
      {"base64", "Ly8g5a+G56CB5Zyo5LiL6Z2i55qE6KGM", "// 密码在下面的行|"},
      {"base64", "8J+YgCBhIHRleHQgb2YgaXRzIHdyaXRlcg==", "😀 a text of its writer|"},
      {"base64", "RwBlAHQALQBJAHQAZQBtACAAeAA=", wide("Get-Item x") + "|"},
      {"base64", "cGFzc3dvcmQ9aHVudGVy", ""},
      {"base64", "getElementsByClassNameAndTagName", ""},
      {"hex", "'70617373776f72643d68756e74657232'", "password=hunter2|"},
      {"hex", "2f2f20d0bfd0b0d180d0bed0bbd18c3a20d181d0bc", "// пароль: см|"},
      {"hex", "d41d8cd98f00b204e9800998ecf8427e", ""},
      {"hex", "70617373776f7264", ""},
  });
}

TEST(Decoder, ReadsEscapes) {
  expect_decoded({
      {"escape", R"(x; k="name\x5fb" k="n\x5f")", " k=\"name_b\"|"},
      {"percent", "k = decode('longer%41')", "k = 'longerA'|"},
      {"escape", R"("npm\x5fabc\u005Fd\u{5f}e")", "npm_abc_d_e|"},
      {"escape", R"(\\x61\\u0062c)", "abc|"},
      {"escape", R"("https:\/\/a" + "caf\u00e9")", "https://a|"},
      {"escape", R"("a\nb\q")", ""},
      {"escape", R"("\160ass\\167ord\1")", R"(password\1|)"},
      {"escape", R"(a:"\000070 \000061 ssword")", R"(a:"password"|)"},
      {"escape", R"("\0\1\10\189\003\000a")", ""},
      {"percent", "?a=x%3Dy%2F%zz b=%41", "?a=x=y/%zz|b=A|"},
      {"percent", "100% of %%", ""},
      {"html-entity", "a=&quot;b&#61;c&#x3D;&quot; &copy; &", "a=\"b=c=\"|"},
      {"html-entity", "a=&#98&#x63;d&#x65&#;&#", "a=bcde&#;&#|"},
  });
}

TEST(Decoder, ReadsCharacterCodes) {
  expect_decoded({
      {"char-codes",
       "String.fromCharCode(112,97,115,115,119,111,114,100,61,104,117,110,116,101,114,50)",
       "password=hunter2|"},
      {"char-codes",
       "String.fromCharCode( 0x70 ,\n\t0x61 ,\n\t0x73 ,\n\t0x73 ,\n\t0x77 ,\n\t0x6f ,\n\t0x72 "
       ",\n\t0x64 ,\n\t0x3d ,\n\t0x68 ,\n\t0x75 ,\n\t0x6e ,\n\t0x74 ,\n\t0x65 ,\n\t0x72 ,\n\t0x32 "
       ")",
       "password=hunter2|"},
      {"char-codes",
       "String.fromCodePoint(...[112, 97, 115, 115, 119, 111, 114, 100, 61, 104, 117, 110, 116, "
       "101, 114, 50])",
       "password=hunter2|"},
      {"char-codes",
       "String.fromCharCode.apply(null,[112,97,115,115,119,111,114,100,61,104,117,110,116,101,114,"
       "50])",
       "password=hunter2|"},
      {"char-codes", "Buffer.from([112,97,115,115,119,111,114,100,61,104,117,110,116,101,114,50])",
       "password=hunter2|"},
      {"char-codes",
       "k = "
       "String[\"fromCharCode\"](0x61,0x2d,0x77,0x6f,0x72,0x64,0x2d,0x6f,0x66,0x2d,0x73,0x69,0x78,"
       "0x74,0x65,0x65,0x6e)",
       "k = \"a-word-of-sixteen\"|"},
      {"char-codes",
       "k=Buffer.from([0x61,0x2d,0x77,0x6f,0x72,0x64,0x2d,0x6f,0x66,0x2d,0x73,0x69,0x78,0x74,0x65,"
       "0x65,0x6e])",
       "k=\"a-word-of-sixteen\"|"},
      {"char-codes",
       "String.fromCharCode(112,97,115,115,119,111,114,100,61,104,117,110,116,101,114)", ""},
      {"char-codes",
       "String.fromCharCode(112,97,115,115,119,111,114,100,61,104,117,110,116,101,114,509999999)",
       ""},
      {"char-codes", "Array.from(112,97,115,115,119,111,114,100,61,104,117,110,116,101,114,50)",
       ""},
      {"char-codes", "String.fromCharCode(x)", ""},
  });
}

TEST(Decoder, ReadsJoinedLiterals) {
  expect_decoded({
      {"array-join", "k=[\"sk_\", /* x */ \"live\", // y\n].join(\"\")", "k=\"sk_live\"|"},
      {"array-join", "k = ['sk', \"live\", `x1`].join('_');", "k = 'sk_live_x1'|"},
      {"array-join", "k=[\"sk_\",\n  \"live\"].join(\"\")", "k=\"sk_live\"|"},
      {"array-join", "[a, 'b'].join('')", ""},
      {"array-join", "['a', 'b'].join(x)", ""},
      {"array-join", "['a', 'b',].join('')", "'ab'|"},
      {"array-join", "['a', 'b',,].join('')", ""},
      {"array-join", "[].join('')", ""},
      {"array-join", "x.join('')", ""},
      {"array-join", "['a'.join('')", ""},
      {"concatenation", "k = \"sk_\" + \"live_\" + 'x1';", "k = \"sk_live_x1'|"},
      {"concatenation", "k=\"sk_\"/* a + b */+ // c\n\"live\"", "k=\"sk_live\"|"},
      {"concatenation", "k=(\"sk_\") + (('live') +\"_x\")", "k=\"sk_live_x\"|"},
      {"concatenation", "k=\"sk_\" +/x/+ \"live\"", ""},
      {"concatenation", "a + b + 'c'", ""},
      {"concatenation", "$k = 'ab' . \"cd\";", ""},
  });
}

TEST(Decoder, ReadsTwoBytesACharacter) {
  expect_decoded({
      {"utf-16",
       "\xFF\xFE"
       "a\0b\0\xE9\0"s,
       "\xEF\xBB\xBF"
       "ab\xC3\xA9|"},
      {"utf-16", "\0k\0e\0y\0=\0\x31"s, "key=1|"},
      {"utf-16", "\xFE\xFF\xD8\x3D\xDE\x00"s, "\xEF\xBB\xBF\xF0\x9F\x98\x80|"},
      {"utf-16", "plain text", ""},
      {"wide-string", "\1\2" + wide("key=0123456789abcdef") + "\3\0\0" + wide("too short"),
       "key=0123456789abcdef|"},
      {"wide-string", "\1\2\0" + wide("key=0123456789abcdef"), "key=0123456789abcdef|"},
      {"wide-string", "plain text of more than sixteen characters", ""},
  });
}

TEST(Decoder, FindsAWideStringWhereverItBegins) {
  const std::string sixteen = "key=0123456789ab";
  for (std::size_t before = 0; before < 100; ++before) {
    for (const char filler : {'\0', '\1', 'a'}) {
      const std::string text = std::string(before, filler) + "\1\0"s + wide(sixteen) + "\2" +
                               wide("another is behind it") + "\0"s + wide("too short");
      EXPECT_EQ(texts_of("wide-string", text), sixteen + "|another is behind it|") << before;
    }
  }
}

TEST(Decoder, ReadsRunsThatLineBreaksPart) {
  constexpr std::string_view kText =
      "0123456789 this is a text that takes several lines: \"password\": \"x\"";
  const std::vector<std::string> lines = {"MDEyMzQ1Njc4OSB0aGlzIGlzIGEgdGV4dCB0aGF0IH",
                                          "Rha2VzIHNldmVyYWwgbGluZXM6ICJwYXNzd29yZCI6", "ICJ4Ig"};
  for (const std::string line_break : {"\n", "\r\n", "\\n", "\\r\\n", "\\\n", "\n    "}) {
    std::string text = "x=\"\\n";
    for (const std::string& line : lines) text += line + line_break;
    const std::vector<Decoded> all = decoded_by("base64", text + "\"");
    ASSERT_EQ(all.size(), 1U) << text;
    EXPECT_EQ(all[0].text, kText) << text;
    for (std::size_t at = 0; at < kText.size(); ++at) {
      const std::size_t group = at / 3 * 4;  // its first character, and its last one
      const std::size_t last = std::min<std::size_t>(group + 3, 89);
      const std::size_t stride = lines[0].size() + line_break.size();
      const auto place = [&](std::size_t i) {
        return 5 + i / lines[0].size() * stride + i % lines[0].size();
      };
      const ByteSpan span = all[0].in_source({at, at + 1});
      ASSERT_EQ(span.begin, place(group)) << text << at;
      ASSERT_EQ(span.end, place(last) + 1) << text << at;
    }
  }
}

TEST(Decoder, ReadsLinesThatAreNoneOfOneRun) {
  const std::string line = "YSB0ZXh0IG9mIGl0cyB3cml0ZXIgYW5kIHJlYWRlcnM";
  EXPECT_EQ(texts_of("base64", line + "=\n" + line + "=\n"),
            "a text of its writer and readers|a text of its writer and readers|");
  const std::string noise(43, '/');
  EXPECT_EQ(texts_of("base64", line + "\n" + noise), "a text of its writer and readers|");
}

TEST(Decoder, KnowsWhereBytesComeFrom) {
  struct Place {
    std::string_view decoder;
    std::string text;
    std::string part;    // of the decoded text
    std::string source;  // the part of `text` that it came from
  };
  const std::vector<Place> rows = {
      {"base64", "x='YSB0ZXh0IG9mIGl0cyB3cml0ZXI='", "text of", "YSB0ZXh0IG9m"},
      {"hex", "70617373776f72643d68756e74657232", "word", "776f7264"},
      {"escape", R"(ab\x5fcd\u005fef)", "_cd", R"(\x5fcd)"},
      {"base64", "k = atob('YXRleHRvZml0c3dyaXRlcnMteA==')", "text", "YXRleHRv"},
      {"base64", "k = atob('YXRleHRvZml0c3dyaXRlcnMteA==')", "-x", "cnMteA"},
      {"base64", "k = atob('YXRleHRvZml0c3dyaXRlcnMteA==')", "\"a", "atob('YXRl"},
      {"escape", R"(k=f("name\x5fb"))", "_b", R"(\x5fb)"},
      {"percent", "x=a%3Db", "=b", "%3Db"},
      {"html-entity", "a&quot;bc", "\"b", "&quot;b"},
      {"array-join", "k=['ab','cd'].join('-')", "b-c", "b','c"},
      {"concatenation", "k='ab'+'cd'", "bcd", "b'+'cd"},
      {"utf-16",
       "\xFF\xFE"
       "a\0b\0"s,
       "b", "b\0"s},
      {"char-codes", "fromCharCode(112,97,115,115,119,111,114,100,61,104,117,110,116,101,114,50)",
       "ord", "111,114,100,"},
  };
  for (const Place& row : rows) {
    const std::vector<Decoded> all = decoded_by(row.decoder, row.text);
    ASSERT_EQ(all.size(), 1U) << row.text;
    const std::size_t begin = all[0].text.find(row.part);
    const ByteSpan span = all[0].in_source({begin, begin + row.part.size()});
    EXPECT_EQ(row.text.substr(span.begin, span.size()), row.source) << row.text;
  }
}

TEST(Decoded, UnitsThatAreAlikeAreOnePiece) {
  std::string text = "a";
  for (int i = 0; i < 1000; ++i) text += "%41";
  const Decoded same = decoded_by("percent", text + "b")[0];
  EXPECT_EQ(same.pieces.size(), 3U);
  const ByteSpan span = same.in_source({500, 502});
  EXPECT_EQ(span.begin, 1U + 3 * 499);
  EXPECT_EQ(span.end, 1U + 3 * 501);
  EXPECT_EQ(same.in_source({1000, 1002}).end, text.size() + 1);
}

TEST(Decoded, UnitsThatDifferOrStandApartAreNot) {
  Decoded decoded;
  decoded.source = {0, 100};
  decoded.append("ab", 0, 6);
  decoded.append("cd", 6, 6);
  decoded.append("e", 12, 3);
  decoded.append("f", 20, 3);
  decoded.append("", 23, 9);
  decoded.append_plain("gh", 32);
  decoded.append_plain("ij", 34);
  EXPECT_EQ(decoded.pieces.size(), 4U);
  const std::vector<std::pair<ByteSpan, ByteSpan>> rows = {
      {{0, 1}, {0, 6}},   {{1, 3}, {0, 12}},  {{3, 4}, {6, 12}},  {{4, 5}, {12, 15}},
      {{5, 6}, {20, 23}}, {{4, 7}, {12, 33}}, {{7, 9}, {33, 35}}, {{0, 10}, {0, 36}},
  };
  for (const auto& [part, source] : rows) {
    const ByteSpan span = decoded.in_source(part);
    EXPECT_EQ(span.begin, source.begin) << part.begin;
    EXPECT_EQ(span.end, source.end) << part.begin;
  }
}

// A piece takes more memory than a byte.
TEST(Decoder, GivesLongTextsInPartsThatOverlap) {
  const std::string wide_letter = "\x36\x04";
  const std::vector<Row> rows = {{"percent", "a%42", ""},
                                 {"concatenation", "\"a\"+", ""},
                                 {"char-codes", "100,99,", ""},
                                 {"utf-16", "a\0"s + wide_letter + "b\0c\0d\0e\0"s, ""}};
  for (const Row& row : rows) {
    std::string text = row.decoder == "char-codes" ? "fromCharCode(" : "";
    for (int i = 0; i < 300'000; ++i) text += row.text;
    const std::vector<Decoded> all = decoded_by(row.decoder, text);
    ASSERT_GE(all.size(), 2U) << row.decoder;
    for (std::size_t i = 1; i < all.size(); ++i) {
      const std::uint64_t shared = all[i - 1].source.end - all[i].source.begin;
      EXPECT_LT(all[i].source.begin, all[i - 1].source.end) << row.decoder;
      EXPECT_GT(shared, 1000U) << row.decoder;
      EXPECT_NE(all[i - 1].text.find(all[i].text.substr(1, 500), all[i - 1].text.size() / 2),
                std::string::npos)
          << row.decoder;
    }
  }
}

TEST(Decoder, StopsWhenNoMoreIsWanted) {
  const std::string text = "a%41 b%42 c%43";
  for (const Decoder& decoder : decoders()) {
    int count = 0;
    decoder.run(MarkedText(text), [&](const Decoded&) {
      ++count;
      return false;
    });
    EXPECT_LE(count, 1) << decoder.name;
  }
}

}  // namespace
}  // namespace packwarden
