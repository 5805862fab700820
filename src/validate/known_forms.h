#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// What a value looks like where it is encoded.
struct KnownForm {
  std::string_view encoding;  // as decoders are named; "": as it is
  std::string text;
};

/// The value as it is and in base64 and base64url (of each of the three places that it can have in
/// a group of four characters, without those at the edges that depend on its neighbours), in
/// hexadecimal, percent encoding and escapes of strings. No text twice; of two encodings that give
/// the same text the first.
[[nodiscard]] std::vector<KnownForm> forms_of(std::string_view value);

}  // namespace packwarden
