#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace packwarden {

/// Whether `text` is a day of the calendar, as YYYY-MM-DD. Such texts compare as days do.
[[nodiscard]] bool is_day(std::string_view text);

/// The day in UTC at `seconds` since 1970, as YYYY-MM-DD; "" beyond the year 9999.
[[nodiscard]] std::string day_at(std::uint64_t seconds);

}  // namespace packwarden
