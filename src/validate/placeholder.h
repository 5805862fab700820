#pragma once

#include <string_view>

namespace packwarden {

/// True when `value` stands for a secret instead of being one: empty, a variable or a template, one
/// character or a short text over and over, an alphabet, a word like `changeme`, a text that starts
/// with `your`, or a documented sample. Whole values count, never words inside: a stop word within
/// a random value proves nothing. Quotes and blanks around the value do not matter.
[[nodiscard]] bool is_placeholder(std::string_view value);

/// True when `password` would be guessed: a placeholder also with digits read as letters
/// (`P4ssw0rd!`), shorter than eight bytes, or of less than three kinds out of lower case, upper
/// case, digits and others.
[[nodiscard]] bool is_guessable(std::string_view password);

}  // namespace packwarden
