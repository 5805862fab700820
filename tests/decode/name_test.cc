#include "decode/name.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

TEST(Name, IsWhatGivesAValueItsName) {
  struct Row {
    std::string text;  // the value begins at `@`
    std::string name;
  };
  const std::vector<Row> rows = {
      {"const apiSecret = atob(\"@", "const apiSecret = "},
      {"x;apiSecret=Buffer.from('@", "apiSecret="},
      {"  apiSecret: new Buffer( \"@", "  apiSecret: "},
      {"{a:1,\"api-secret\":\"@", "\"api-secret\":"},
      {R"({\"apiSecret\":\"@)", R"(\"apiSecret\":)"},
      {"process.env['SECRET'] = `@", "process.env['SECRET'] = "},
      {"a\nPASSWORD=@", "PASSWORD="},
      {"if (password === decode(atob(\"@", "password === "},
      {"a=\"x\" b=\"@", " b="},
      {"f(\"@", ""},
      {"a = x + \"@", ""},
      {"@", ""},
      {"= \"@", ""},
  };
  for (const Row& row : rows) {
    const std::size_t at = row.text.find('@');
    const ByteSpan name = name_before(row.text, at);
    EXPECT_EQ(row.text.substr(name.begin, name.size()), row.name) << row.text;
  }
}

TEST(Name, ComesAlongWithItsPlace) {
  const std::string text = "x; secret = atob(\"ENCODED\");";
  Decoded value;
  value.text = "decoded";
  value.source = {18, 25};
  value.pieces = {{0, 18, 1, 1}};
  const Decoded named = with_name(text, 18, value);
  EXPECT_EQ(named.text, " secret = \"decoded\"");
  const std::size_t at = named.text.find("decoded");
  const ByteSpan span = named.in_source({at, at + 7});
  EXPECT_EQ(span.begin, 18U);
  EXPECT_EQ(span.end, 25U);
  EXPECT_EQ(named.in_source({0, named.text.size()}).begin, 2U);
  EXPECT_EQ(named.in_source({0, named.text.size()}).end, 25U);
}

TEST(Name, IsLeftOutOfTextsThatAreNoSingleWord) {
  for (const char* const content : {"two words", "a=b", "\"a\"", "a\\b"}) {
    Decoded value;
    value.text = content;
    value.source = {18, 25};
    value.pieces = {{0, 18, 1, 1}};
    EXPECT_EQ(with_name("x; secret = atob(\"ENCODED\");", 18, value).text, content);
  }
}

}  // namespace
}  // namespace packwarden
