#pragma once

#include <string_view>
#include <vector>

namespace packwarden {

/// Names of packages that nearly everybody installs, sorted.
[[nodiscard]] const std::vector<std::string_view>& popular_names();

/// Whether one becomes the other when one byte is put in, taken out or replaced, or two that stand
/// side by side change places. False of equal texts.
[[nodiscard]] bool is_one_edit_away(std::string_view a, std::string_view b);

}  // namespace packwarden
