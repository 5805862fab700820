#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/json.h"

namespace packwarden {

/// Whether `text`, of a script or of a file of settings, names the program packwarden, or
/// packwarden-publish, as a word, with a command that may refuse; not packwarden.json, not as a
/// variable or a key, and not to print or to install it. Comments do not count.
[[nodiscard]] bool calls_packwarden(std::string_view text);

/// What publishes a package: "npm publish", "changeset publish", "semantic-release" and their like;
/// "" where nothing of it stands in `text`. Lines that are comments do not count.
[[nodiscard]] std::string publishing_command(std::string_view text);

/// `text` and behind it, a line each, the scripts of package.json that it runs, and those that
/// these run: at most 64 of them. `manifest` is package.json as a whole.
[[nodiscard]] std::string with_scripts(std::string_view text, const Json& manifest);

/// Whether a command line goes on after packwarden although that failed: `packwarden || true`,
/// `packwarden; exit 0`, `packwarden &`, `packwarden | tee log`, `! packwarden`.
[[nodiscard]] bool drops_status(std::string_view text);

/// Whether a command stands behind packwarden, which it must pass first: `packwarden && tsc`.
[[nodiscard]] bool goes_on_after(std::string_view text);

}  // namespace packwarden
