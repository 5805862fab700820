// What holds for every table of the program: unique, sorted, well named, described.
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "decode/decoder.h"
#include "report/report.h"

namespace packwarden {
namespace {

bool is_well_named(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), allowed);
}

/// One line without a full stop, as help texts show it beside the name.
bool is_description(std::string_view text) {
  return text.size() >= 10 && text.size() <= 60 && text.find('\n') == text.npos &&
         text.back() != '.';
}

/// A row of a table has a `name` and a `description`.
template <class Table>
void expect_sound(const Table& table) {
  EXPECT_FALSE(table.empty());
  std::string_view before;
  for (const auto& row : table) {
    EXPECT_TRUE(is_well_named(row.name)) << row.name;
    EXPECT_LT(before, row.name) << "sorted and unique";
    EXPECT_TRUE(is_description(row.description)) << row.name << ": " << row.description;
    before = row.name;
  }
}

TEST(Tables, DecodersAreSound) {
  expect_sound(decoders());
  for (const Decoder& decoder : decoders()) EXPECT_NE(decoder.run, nullptr) << decoder.name;
}

TEST(Tables, ReportersAreSound) {
  expect_sound(reporters());
  for (const Reporter& reporter : reporters()) {
    EXPECT_EQ(find_reporter(reporter.name), &reporter);
    EXPECT_NE(reporter.write, nullptr) << reporter.name;
  }
}

}  // namespace
}  // namespace packwarden
