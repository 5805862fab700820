#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// The fix of what lies about where a package is built.
inline constexpr std::string_view kLeaveOut =
    "Leave `{path}` out: list what ships in `files`, or name it in `.npmignore`.";

/// A finding of one of those has said all there is to say of a file.
[[nodiscard]] constexpr bool says_what_a_file_is(std::string_view rule_id) {
  return rule_id.starts_with("cred-") || rule_id.starts_with("lit-");
}

/// Whether `lit-tests` counts the file at `path`.
[[nodiscard]] bool is_litter_of_tests(const std::string& path);

}  // namespace packwarden
