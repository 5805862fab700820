#pragma once

#include <string_view>

namespace packwarden {

/// True for a value that its provider, a standard or a development tool has published as a sample
/// or as a fixed default: it opens nothing. Exact bytes; hexadecimal keys in lower case without
/// `0x`.
[[nodiscard]] bool is_documented_sample(std::string_view value);

}  // namespace packwarden
