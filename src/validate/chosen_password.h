#pragma once

#include <string_view>

#include "match/scanner.h"
#include "validate/assignment.h"

namespace packwarden {

/// Whether `value` is a text that somebody chose as a password, and no word, name or path: letters
/// beside digits or signs that names do not have.
[[nodiscard]] bool is_chosen_password(std::string_view value);

/// Whether `value` is a word or a few of them, so that only its surroundings can make a password of
/// it; not a word for password in some language, not what languages of programs call types.
[[nodiscard]] bool is_plain_word(std::string_view value);

/// Whether the surroundings of a password's name say that its value is meant as it stands: it is
/// compared with a literal, a sentence states it, it stands in an environment file, or the name of
/// a user is given just before it.
[[nodiscard]] bool is_meant_literally(const Match& match, const Assignment& assignment);

}  // namespace packwarden
