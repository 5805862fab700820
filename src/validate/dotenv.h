#pragma once

#include <string>
#include <string_view>
#include <vector>

// Values of `.env` files are secrets: like match/scanner.h, only match/, validate/ and rulec/ may
// include this file (layering_test.py).
namespace packwarden {

/// What a line of a `.env` file gives a value to. Never printed.
struct DotenvVariable {
  std::string name;  // [A-Za-z_][A-Za-z0-9_.-]*
  std::string value;
};

/// The variables of a `.env` file in their order, as dotenv 17 for Node.js reads it and as shells
/// read `export NAME=value`: values may be quoted by ' " or `, and go over several lines then; `\n`
/// and `\r` within " are line ends; `#` ends a value without quotes. Variables
/// within values are left as they stand. Other lines are passed over. Linear, safe on any bytes.
[[nodiscard]] std::vector<DotenvVariable> parse_dotenv(std::string_view text);

}  // namespace packwarden
