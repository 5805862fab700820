#include "app/source_date.h"

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "base/day.h"

namespace packwarden {

Result<std::optional<std::uint64_t>> source_date() {
  constexpr std::uint64_t kLast = 253'402'300'799;  // the end of the year 9999
  const char* const variable = std::getenv("SOURCE_DATE_EPOCH");
  if (variable == nullptr) return std::optional<std::uint64_t>();
  const std::string_view text = variable;
  std::uint64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds > kLast) {
    return fail(ErrorKind::config, "SOURCE_DATE_EPOCH", "must be a number of seconds since 1970");
  }
  return std::optional(seconds);
}

std::string today() { return day_at(static_cast<std::uint64_t>(std::time(nullptr))); }

Result<std::string> day_of_writing() {
  TRY_ASSIGN(const std::optional<std::uint64_t> seconds, source_date());
  return seconds ? day_at(*seconds) : today();
}

}  // namespace packwarden
