#pragma once

namespace packwarden {

/// The value of a hexadecimal digit; -1: it is none.
[[nodiscard]] constexpr int hexadecimal_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace packwarden
