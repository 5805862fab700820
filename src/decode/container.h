#pragma once

#include <cstdint>
#include <string_view>

namespace packwarden {

/// What holds other files, or one.
enum class Container : std::uint8_t { none, tar, zip, compressed };

/// What a text is by its magic number.
[[nodiscard]] Container container_of(std::string_view text);

/// Whether it may be one, as far as the first bytes tell, of which there may be fewer than a magic
/// number has. Nothing is said of tar, which has none at its beginning.
[[nodiscard]] bool may_begin_container(std::string_view begin);

}  // namespace packwarden
