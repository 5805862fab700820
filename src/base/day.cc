#include "base/day.h"

#include <array>
#include <ctime>

#include "base/text.h"

namespace packwarden {
namespace {

/// The digits of a part of `text`; 0, which is no year, month or day, where there are others.
unsigned number_in(std::string_view text, std::size_t at, std::size_t size) {
  unsigned out = 0;
  for (const char c : text.substr(at, size)) {
    if (!is_ascii_digit(c)) return 0;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

}  // namespace

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  constexpr std::array<unsigned, 13> kDays = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const unsigned year = number_in(text, 0, 4);
  const unsigned month = number_in(text, 5, 2);
  const unsigned day = number_in(text, 8, 2);
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (year == 0 || month == 0 || month >= kDays.size() || day == 0) return false;
  return day <= kDays.at(month) && (month != 2 || day < 29 || is_leap);
}

std::string day_at(std::uint64_t seconds) {
  constexpr std::uint64_t kLast = 253'402'300'799;  // the end of the year 9999
  if (seconds > kLast) return "";
  const auto time = static_cast<std::time_t>(seconds);
  std::tm day = {};
  std::array<char, 16> text = {};
  if (gmtime_r(&time, &day) == nullptr) return "";
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &day)};
}

}  // namespace packwarden
