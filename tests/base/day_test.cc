#include "base/day.h"

#include <gtest/gtest.h>

#include <string_view>

namespace packwarden {
namespace {

TEST(Day, IsOfTheCalendar) {
  for (const std::string_view day : {"2000-02-29", "2028-02-29", "0001-01-01", "9999-12-31"}) {
    EXPECT_TRUE(is_day(day)) << day;
  }
  for (const std::string_view text :
       {"", "2026-2-01", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "2100-02-29",
        "2026-02-29", "0000-01-01", "2026/01/01", "2026-01-0x", "2026-01-011"}) {
    EXPECT_FALSE(is_day(text)) << text;
  }
}

TEST(Day, IsThatOfATime) {
  EXPECT_EQ(day_at(0), "1970-01-01");
  EXPECT_EQ(day_at(86'399), "1970-01-01");
  EXPECT_EQ(day_at(253'402'300'799), "9999-12-31");
  EXPECT_EQ(day_at(253'402'300'800), "");
}

}  // namespace
}  // namespace packwarden
