#pragma once

#include <optional>

#include "app/options.h"

namespace packwarden {

/// Why what options say together cannot be, each of them being sound; none: it can. `is_document`:
/// one document for programs was asked for, which is of one version of npm.
[[nodiscard]] std::optional<EarlyExit> conflict_of(const Options& options, bool is_document);

}  // namespace packwarden
