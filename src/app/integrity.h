#pragma once

#include <string>
#include <string_view>

#include "app/options.h"
#include "base/result.h"

namespace packwarden {

/// Whether `text` is one digest as npm writes it: "sha512-" and base64 (W3C, Subresource
/// Integrity). Of SHA-512 alone: npm has made no other since 2017 where it packs.
[[nodiscard]] bool is_integrity(std::string_view text);

/// That of a tarball.
[[nodiscard]] std::string integrity_of(std::string_view bytes);

/// What `--expect-integrity` or the variable that `--expect-integrity-env` names says; "" where
/// neither is given. Fails where that is no digest: an empty variable must not pass for none.
[[nodiscard]] Result<std::string> expected_integrity(const Options& options);

}  // namespace packwarden
