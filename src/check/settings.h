#pragma once

#include <functional>
#include <string_view>

namespace packwarden {

/// What one line of a file of settings sets. Borrows from its text.
struct Setting {
  std::string_view section;  // of `[section]` above it; empty without one
  std::string_view key;      // without quotes, and without the `-` of a list
  std::string_view value;    // the same, and without a comment behind it
};

/// Calls `take` with each line of `text` that is `key SEPARATOR value`, until it returns false.
/// The separator is the first one outside of quotes; a blank stands for any number of them. Lines
/// that begin with `#`, `;` or `//` and a blank are comments. Linear, safe on any bytes.
void visit_settings(std::string_view text, char separator,
                    const std::function<bool(const Setting&)>& take);

/// Whether `value` is somebody's own: no placeholder, no variable, no plain setting, and not left
/// out by who made the file.
[[nodiscard]] bool is_literal(std::string_view value);

/// Whether a key speaks of something that opens something: `secret_key`, `authToken`. Any case.
[[nodiscard]] bool is_name_of_secret(std::string_view key);

/// Whether a line, `key = value` or `key: value`, gives a literal to the name of a secret.
[[nodiscard]] bool has_secret_setting(std::string_view text);

/// `text` without blanks and one pair of quotes around it.
[[nodiscard]] std::string_view without_quotes(std::string_view text);

}  // namespace packwarden
