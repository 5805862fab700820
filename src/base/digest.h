#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace packwarden {

using Sha256 = std::array<std::uint8_t, 32>;

/// FIPS 180-4.
[[nodiscard]] Sha256 sha256(std::string_view bytes);

/// CRC-32 as in IEEE 802.3, gzip and PNG (reflected polynomial 0xEDB88320).
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

/// Lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Sha256& digest);

}  // namespace packwarden
