#pragma once

#include <string_view>

#include "match/database.h"

namespace packwarden {

/// Whether a rule or a check is called `id`: one that is misspelt must not look like one that found
/// nothing.
[[nodiscard]] bool is_known_id(std::string_view id, const Database& database);

}  // namespace packwarden
