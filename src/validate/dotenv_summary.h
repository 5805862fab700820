#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// What a `.env` file gives away, without its values.
struct DotenvSummary {
  std::size_t variables = 0;
  std::size_t references = 0;     // of those: the value is taken from elsewhere, `$(command -v x)`
  std::vector<std::string> real;  // names of those whose value is no placeholder and no setting
  std::vector<std::string> secret;  // names of the real ones that speak of a secret
};

/// Reads it as validate/dotenv.h does. What dotenvx and dotenv-vault have encrypted, and the public
/// keys that they encrypt with, are not real. Of both kinds the first 20
/// names are given.
[[nodiscard]] DotenvSummary summary_of_dotenv(std::string_view text);

/// Whether a value is one that anybody may know: a boolean, a number of at most six digits,
/// `localhost`, a loopback or unspecified address, with a port or without.
[[nodiscard]] bool is_plain_setting(std::string_view value);

}  // namespace packwarden
