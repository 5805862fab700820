#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace packwarden {

/// The fix of a file that has no place in a package, whatever it holds.
inline constexpr std::string_view kKeepOut =
    "Keep `{path}` out of the package: remove it from the packed tree, or list what ships in "
    "`files`. If a value in it was ever real, revoke it first; unpublishing does not undo a leak.";

/// The fix of what stands among tests.
inline constexpr std::string_view kLeaveOutTests =
    "Leave the directory of tests out of the package: list what ships in `files`.";

/// Whether a folded name says that the file is one to be filled in: `.env.example`.
[[nodiscard]] constexpr bool is_example_name(std::string_view name) {
  constexpr std::array<std::string_view, 7> kEnds = {"example", "sample",   "template", "dist",
                                                     "default", "defaults", "schema"};
  const std::string_view end = name.substr(name.rfind('.') + 1);
  return std::find(kEnds.begin(), kEnds.end(), end) != kEnds.end();
}

}  // namespace packwarden
