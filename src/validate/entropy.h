#pragma once

#include <string_view>

namespace packwarden {

/// Shannon entropy of the distribution of bytes in `text`, in bits per byte: 0 to 8.
[[nodiscard]] double shannon_entropy(std::string_view text);

}  // namespace packwarden
