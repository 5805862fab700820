#pragma once

#include <string_view>

namespace packwarden {

/// The JSON schema of a policy: packwarden.schema.json, as the build embeds it.
[[nodiscard]] std::string_view config_schema();

}  // namespace packwarden
