#pragma once

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace packwarden {

/// Whether `word` is no option and means itself in a shell and in YAML: a path or a name of usual
/// bytes, which somebody may paste.
[[nodiscard]] inline bool is_plain_shell_word(std::string_view word) {
  return !word.empty() && word.front() != '-' && std::all_of(word.begin(), word.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

}  // namespace packwarden
