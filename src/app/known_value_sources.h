#pragma once

#include <span>
#include <string_view>

#include "report/report.h"
#include "source/source.h"
#include "validate/known_values.h"

namespace packwarden {

/// The values that must not be published of `source`, which is open: those of the files beside it,
/// and of `environment` ("NAME=value"). What everybody may read anyway is left out. Where they are
/// from, and what is no file that may be read, becomes a note of the report, all else that fails a
/// problem.
[[nodiscard]] KnownValues known_values_beside(const Source& source,
                                              std::span<const std::string_view> environment,
                                              TargetReport& report);

}  // namespace packwarden
