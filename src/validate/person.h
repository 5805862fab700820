#pragma once

#include <string_view>

namespace packwarden {

/// Whether a home directory of this name is that of a person: not of an example, of an image that
/// builds run in, or of a placeholder.
[[nodiscard]] bool is_person(std::string_view user);

}  // namespace packwarden
