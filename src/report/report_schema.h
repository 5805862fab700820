#pragma once

#include <string_view>

namespace packwarden {

/// The JSON schema of a report: report.schema.json, as the build embeds it.
[[nodiscard]] std::string_view report_schema();

}  // namespace packwarden
