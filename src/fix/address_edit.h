#pragma once

#include <span>
#include <string>

#include "base/span.h"

namespace packwarden {

/// `manifest`, the text of a package.json, without user and password in the addresses that stand at
/// `places`: strings with their quotes. What is none, or names nobody, stays as it is,
/// and so does an address where a password may end at several places.
[[nodiscard]] std::string without_credentials(std::string manifest,
                                              std::span<const ByteSpan> places);

}  // namespace packwarden
