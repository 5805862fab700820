#include "validate/dotenv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace packwarden {
namespace {

/// "NAME=value|NAME=value".
std::string variables_in(std::string_view text) {
  std::string out;
  for (const DotenvVariable& variable : parse_dotenv(text)) {
    if (!out.empty()) out += '|';
    out += variable.name + "=" + variable.value;
  }
  return out;
}

struct Case {
  std::string_view text;
  std::string_view variables;
};

TEST(Dotenv, ReadsNamesAndValues) {
  for (const Case& row : {
           Case{"A=1", "A=1"},
           Case{"A=1\nB=2\n", "A=1|B=2"},
           Case{"A=1\r\nB=2\r\n", "A=1|B=2"},
           Case{"A=1\rB=2", "A=1|B=2"},
           Case{"\xEF\xBB\xBF"
                "A=1",
                "A=1"},
           Case{"  A =\t1 \n", "A=1"},
           Case{"A=", "A="},
           Case{"A=\nB=2", "A=|B=2"},
           Case{"A_b.c-9=1", "A_b.c-9=1"},
           Case{"A: 1", "A=1"},
           Case{"A=b=c==", "A=b=c=="},
           Case{"A=one two", "A=one two"},
       }) {
    EXPECT_EQ(variables_in(row.text), row.variables) << row.text;
  }
}

TEST(Dotenv, HeedsExportAsShellsDo) {
  for (const Case& row : {
           Case{"export A=1", "A=1"},
           Case{"\texport  A=1", "A=1"},
           Case{"export=1", "export=1"},
           Case{"export A", ""},
           Case{"exports A=1", ""},
       }) {
    EXPECT_EQ(variables_in(row.text), row.variables) << row.text;
  }
}

TEST(Dotenv, EndsCommentsAndValues) {
  for (const Case& row : {
           Case{"# A=1", ""},
           Case{"A=1 # one", "A=1"},
           Case{"A=1#one", "A=1"},
           Case{"A='1 # one'", "A=1 # one"},
           Case{"A=\"1\" # one", "A=1"},
           Case{"A=#1\nB=2", "A=|B=2"},
       }) {
    EXPECT_EQ(variables_in(row.text), row.variables) << row.text;
  }
}

TEST(Dotenv, TakesQuotesOff) {
  for (const Case& row : {
           Case{R"(A="1")", "A=1"},
           Case{"A='1'", "A=1"},
           Case{"A=`it's \"1\"`", "A=it's \"1\""},
           Case{R"(A="1\n2\r3")", "A=1\n2\r3"},
           Case{R"(A='1\n2')", R"(A=1\n2)"},
           Case{R"(A="say \"1\"")", R"(A=say \"1\")"},
           Case{"A=\"1\n2\n3\"\nB=4", "A=1\n2\n3|B=4"},
           Case{"A=\"\"\nB=4", "A=|B=4"},
       }) {
    EXPECT_EQ(variables_in(row.text), row.variables) << row.text;
  }
}

TEST(Dotenv, AQuoteThatIsNotAroundTheValueIsAPartOfIt) {
  for (const Case& row : {
           Case{"A=\"1\nB=2", "A=\"1|B=2"},
           Case{"A=\"1\" and 2", "A=\"1\" and 2"},
           Case{"A='", "A='"},
           Case{"A=it's", "A=it's"},
           Case{"A=\"1\\", "A=\"1\\"},
       }) {
    EXPECT_EQ(variables_in(row.text), row.variables) << row.text;
  }
}

TEST(Dotenv, PassesOverWhatGivesNoValue) {
  for (const std::string_view text : {"", "\n\n", "A", "A:1", "1=2", "=2", "é=2", "A B=2",
                                      "\"A\"=2", "-A=1", "[section]", "\xEF\xBB\xBF"}) {
    EXPECT_EQ(variables_in(text), "") << text;
  }
}

}  // namespace
}  // namespace packwarden
