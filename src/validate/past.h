#pragma once

#include <chrono>

namespace packwarden {

/// A time that is past wherever this version runs. What expired before is worth nothing; whether
/// something expired since depends on the day, and a report must not. Raised with each release.
inline constexpr std::chrono::sys_seconds kPast =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);

}  // namespace packwarden
