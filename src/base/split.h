#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// The parts of `text` between separators, empty ones too: one more than there are separators.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// The lines of `text` without their ends; what is behind the last end is a line if there is
/// something.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// What stands between bytes of `between`; never empty.
[[nodiscard]] std::vector<std::string_view> words_between(std::string_view text,
                                                          std::string_view between);

}  // namespace packwarden
