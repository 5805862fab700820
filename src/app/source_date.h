#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace packwarden {

/// The time that documents are dated with, in seconds since 1970: that of the environment variable
/// SOURCE_DATE_EPOCH, as reproducible builds set it. None without it: documents have no date then.
/// Fails where it is no decimal number, or beyond the year 9999.
[[nodiscard]] Result<std::optional<std::uint64_t>> source_date();

/// The day in UTC, YYYY-MM-DD.
[[nodiscard]] std::string today();

/// The day that entries of documents are dated with, YYYY-MM-DD: that of `source_date`, else today.
[[nodiscard]] Result<std::string> day_of_writing();

}  // namespace packwarden
