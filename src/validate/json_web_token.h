#pragma once

#include <optional>
#include <string_view>

#include "base/json.h"

namespace packwarden {

/// A JSON Web Token (RFC 7519) in the compact form of a signature (RFC 7515, section 3.1).
struct JsonWebToken {
  Json header;                 // an object
  Json payload;                // an object
  std::string_view signature;  // still base64url; borrowed from the text

  /// The text that the payload has under `name`, or none.
  [[nodiscard]] std::string_view claim(std::string_view name) const;
};

/// The token that starts with the first `eyJ` of `text`; none when header or payload decode to
/// anything but a JSON object.
[[nodiscard]] std::optional<JsonWebToken> parse_json_web_token(std::string_view text);

}  // namespace packwarden
