#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// The major version in what npm tells its children in `npm_config_user_agent`, such as
/// "npm/11.19.1 node/v22.23.3 linux x64 workspaces/false"; none of another package manager.
[[nodiscard]] std::optional<int> npm_major(std::string_view user_agent);

/// That the rules of the calling npm are not known and those of another version are used, one
/// sentence; "" where they are known.
[[nodiscard]] std::string note_on_version(std::string_view user_agent);

/// Whose packing rules count: those of the calling npm, else `otherwise`. A version that is not
/// modelled counts as the nearest that is.
[[nodiscard]] std::vector<int> npm_versions(std::string_view user_agent,
                                            std::vector<int> otherwise);

}  // namespace packwarden
