#pragma once

#include <string>
#include <string_view>

namespace packwarden {

// The functions of Node.js's `path.posix` (version 20), which npm builds its paths with.

/// Without `.`, `..` and double slashes where they can be resolved; a trailing slash stays. "" is
/// ".".
[[nodiscard]] std::string normalize_path(std::string_view path);

/// The two with a slash between, normalized; an empty one does not count.
[[nodiscard]] std::string join_paths(std::string_view a, std::string_view b);

/// The last component; trailing slashes do not count. "" of "/".
[[nodiscard]] std::string_view base_name(std::string_view path);

/// What is before the last component, "." where there is nothing, "/" of "/a".
[[nodiscard]] std::string_view directory_name(std::string_view path);

/// The way from one absolute path to another; "." where they are the same.
[[nodiscard]] std::string relative_path(std::string_view from, std::string_view to);

/// From the last dot of the last component on: "" of ".x" and "x", "." of "x.".
[[nodiscard]] std::string_view extension(std::string_view path);

/// npm's cleaning of the path of a program (src/npm/README.md section 2, normalisation 5): beneath
/// the root, backslashes and colons as slashes. "" when nothing is left.
[[nodiscard]] std::string clean_path(std::string path);

}  // namespace packwarden
