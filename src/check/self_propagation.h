#pragma once

#include <optional>

#include "check/checked_file.h"
#include "finding/finding.h"

namespace packwarden {

/// What the places say together that obf-self-propagation found in a program: one sign alone is
/// what many tools do. None: they are not enough.
[[nodiscard]] std::optional<Severity> judge_self_propagation(const CheckedFile& file,
                                                             const Finding& finding);

}  // namespace packwarden
