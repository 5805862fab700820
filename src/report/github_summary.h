#pragma once

#include <cstddef>
#include <string>

#include "report/report.h"

namespace packwarden {

/// What GitHub takes of the summary of a job's step, in bytes.
constexpr std::size_t kLongestSummary = std::size_t{1} << 20U;

/// The report as Markdown for the summary of a job in GitHub Actions: the verdict, the problems,
/// and the findings, worst first. Of names nothing acts as Markdown or HTML. At most `room` bytes:
/// what is left out is counted. Empty where not even that has room.
[[nodiscard]] std::string github_summary(const Report& report, std::size_t room);

}  // namespace packwarden
