#pragma once

#include <string>
#include <string_view>

namespace packwarden {

// Paths as a FileTree has them: "" is its root, and what is outside of it begins with "..".

/// Whether a path leads out of the tree.
[[nodiscard]] bool leads_up(std::string_view path);

/// The path of what `path` names in `directory`.
[[nodiscard]] std::string beneath(const std::string& directory, const std::string& path);

/// The directory that holds what `path` names.
[[nodiscard]] std::string_view parent_of(std::string_view path);

/// Whether `path` is `top` or below it.
[[nodiscard]] bool is_at_or_below(std::string_view path, std::string_view top);

/// `path`, which is at `top` or below it, as it is called from there.
[[nodiscard]] std::string seen_from(const std::string& top, const std::string& path);

}  // namespace packwarden
