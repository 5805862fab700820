#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace packwarden {

/// A token of npm's form around `body` (30 letters and digits), with a right checksum. It is put
/// together here, at run time, so that no complete one stands in the repository.
inline std::string npm_token(std::string_view body = "abcdefghijKLMNOPQRST0123456789") {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string checksum(6, '0');
  std::uint32_t left = crc32(body);
  for (auto digit = checksum.rbegin(); digit != checksum.rend(); ++digit, left /= 62) {
    *digit = kDigits[left % 62];
  }
  return std::string("npm") + "_" + std::string(body) + checksum;
}

}  // namespace packwarden
