#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/json.h"

namespace packwarden {

/// `text` as JSON. None where it is none, or larger than `limit` in bytes.
[[nodiscard]] std::optional<Json> json_within(std::string_view text, std::size_t limit);

/// Whether `matches` says so of a text in `json`, and the key that it or the list it is in has.
[[nodiscard]] bool any_text(
    const Json& json,
    const std::function<bool(std::string_view key, std::string_view value)>& matches);

/// Whether it gives a literal to the name of a secret (check/settings.h).
[[nodiscard]] bool has_secret_text(const Json& json);

}  // namespace packwarden
