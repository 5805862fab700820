#pragma once

#include <string_view>

#include "validate/validators.h"

namespace packwarden {

/// Whether the CRC-32 of a token of npm (`npm_`) or GitHub (`ghp_`, `gho_`, `ghu_`, `ghs_`) is
/// right. GitHub, "Behind GitHub's new authentication token formats" (2021): after the prefix, the
/// last six characters are the CRC-32 of those before, in base 62 with 0-9A-Za-z as digits, filled
/// up with zeros. Refuted when `token` has another form.
[[nodiscard]] Verdict checksum_verdict(std::string_view token);

/// True when `token` has the prefix, length and characters of a token with such a checksum.
[[nodiscard]] bool carries_checksum(std::string_view token);

}  // namespace packwarden
