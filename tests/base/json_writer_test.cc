#include "base/json_writer.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

void write_sample(JsonWriter& writer) {
  writer.open_array();
  writer.open_object();
  writer.key("a \"b\"");
  writer.text("line\nend\xFF");
  writer.key("empty");
  writer.open_array();
  writer.close_array();
  writer.key("numbers");
  writer.value(Json::Array{1, -2, 1.5, 9007199254740993.0, 1e21});
  writer.close_object();
  writer.value(nullptr);
  writer.value(Json::Object{});
  writer.value(true);
  writer.close_array();
}

TEST(JsonWriter, WritesOneLine) {
  JsonWriter writer(-1);
  write_sample(writer);
  EXPECT_EQ(writer.take(),
            "[{\"a \\\"b\\\"\":\"line\\nend\xEF\xBF\xBD\",\"empty\":[],"
            "\"numbers\":[1,-2,1.5,9007199254740992,1e+21]},null,{},true]");
}

TEST(JsonWriter, Indents) {
  JsonWriter writer(2);
  write_sample(writer);
  EXPECT_EQ(writer.take(), R"([
  {
    "a \"b\"": "line\nend)"
                           "\xEF\xBF\xBD"
                           R"(",
    "empty": [],
    "numbers": [
      1,
      -2,
      1.5,
      9007199254740992,
      1e+21
    ]
  },
  null,
  {},
  true
])");
}

TEST(JsonWriter, WritesIntegersOfAnySizeExactly) {
  JsonWriter writer(-1);
  writer.value(Json::Array{std::uint64_t{18446744073709551615U}, std::int64_t{-9223372036854775807},
                           std::uint64_t{9007199254740993U}});
  EXPECT_EQ(writer.take(), "[18446744073709551615,-9223372036854775807,9007199254740993]");
}

TEST(JsonWriter, WritesNaturalNumbers) {
  JsonWriter writer(-1);
  writer.open_array();
  for (const std::uint64_t number : {std::uint64_t{0}, ~std::uint64_t{0}}) writer.number(number);
  writer.close_array();
  EXPECT_EQ(writer.written(), "[0,18446744073709551615]");
  writer.clear();
  EXPECT_EQ(writer.written(), "");
}

TEST(JsonWriter, GoesOnWhereItWasEmptied) {
  JsonWriter writer(1);
  writer.open_array();
  writer.value(1);
  EXPECT_EQ(writer.take(), "[\n 1");
  writer.value(2);
  writer.close_array();
  EXPECT_EQ(writer.take(), ",\n 2\n]");
}

}  // namespace
}  // namespace packwarden
