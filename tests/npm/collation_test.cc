#include "npm/collation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

std::string tar_order_key(std::string_view path) {
  std::string out;
  append_tar_order_key(path, out);
  append_path_order_key(path, out);
  return out;
}

std::string json_order_key(std::string_view path) {
  std::string out;
  append_json_order_key(path, out);
  return out;
}

/// Every row must be strictly before the next.
template <class Key>
void check_ascending(const std::vector<std::string>& rows, Key key_of) {
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    EXPECT_LT(key_of(rows[i]), key_of(rows[i + 1])) << rows[i] << " before " << rows[i + 1];
  }
}

TEST(Collation, OrdersTheTarballByExtensionThenNameThenPath) {
  check_ascending({".a", "b/license", "LICENSE", "z", "x.", "a.js", "b/a.js", "a/b.js", "a.JSON"},
                  tar_order_key);
}

TEST(Collation, OrdersAsciiAsIcuDoes) {
  std::vector<std::string> rows;
  for (const char c : std::string_view(" _-,;:!?'\"()[]{}@*\\&#%`^+<=>|~$0123456789abz")) {
    rows.push_back("x" + std::string(1, c) + "y");
  }
  check_ascending(rows, tar_order_key);
}

TEST(Collation, DecidesByCaseLastAndLowerFirst) {
  check_ascending({"a/x", "A/x", "a/y"}, tar_order_key);
  check_ascending({"d/aB", "d/Ab"}, json_order_key);
  EXPECT_EQ(tar_order_key("a\x01"), tar_order_key("a"));
}

TEST(Collation, ListsCapitalsFirstAndNumbersByValue) {
  check_ascending({"_x", ".x", "@x", "10", "Z", "a2", "a10", "a10b", "b"}, json_order_key);
  EXPECT_EQ(json_order_key("a1"), json_order_key("a01"));
  EXPECT_LT(tar_order_key("a01"), tar_order_key("a1"));
  EXPECT_LT(tar_order_key("a10"), tar_order_key("a2"));
}

TEST(Collation, TakesLatinLettersForTheirBaseLetters) {
  check_ascending({"e", "\u00E9", "f", "z", "\u65E5"}, tar_order_key);
  EXPECT_EQ(json_order_key("d/\u00E9"), json_order_key("d/e"));
  check_ascending({"ad", "\u00E6", "af"}, tar_order_key);
}

}  // namespace
}  // namespace packwarden
