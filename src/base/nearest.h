#pragma once

#include <span>
#include <string>
#include <string_view>

namespace packwarden {

/// Which of `names` was meant by `typed`: the one that the fewest letters tell from it (an edit
/// distance, a third of the letters of the longer one at most), the first of several. "" when none
/// is near.
[[nodiscard]] std::string_view nearest_name(std::string_view typed,
                                            std::span<const std::string_view> names);

/// `; did you mean "allow"?`, to go behind what is said of `typed`; "" where no name is near.
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       std::span<const std::string_view> names);

}  // namespace packwarden
