#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// The same text for names that a file system may take for one: letters in one case, and composed
/// characters as what they are made of (Unicode's canonical decompositions below U+D800, without an
/// order of marks). Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string canonical_form(std::string_view name);

}  // namespace packwarden
