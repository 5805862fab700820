#pragma once

#include <cstdint>
#include <string_view>

// How seldom bytes and texts are in programs: what is looked for by the seldom ones is found fast.
namespace packwarden {

/// 0 is the byte that is most often there. `kRarest` are all that are not among the 35 first.
[[nodiscard]] std::uint8_t byte_rarity(char c);
inline constexpr std::uint8_t kRarest = 255;

/// In bits: by estimate one of n bytes begins the text where n has so many.
[[nodiscard]] double text_rarity(std::string_view text);

}  // namespace packwarden
