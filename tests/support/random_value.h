#pragma once

#include <random>
#include <string>
#include <string_view>

namespace packwarden {

/// An invented value of `size` bytes, the same for the same `seed`. It is made here, at run time,
/// so that none stands in the repository. Tests do not print it.
inline std::string random_value(std::size_t size, unsigned seed = 1,
                                std::string_view alphabet =
                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "abcdefghijklmnopqrstuvwxyz"
                                    "0123456789") {
  std::mt19937 random(seed);
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += alphabet[random() % alphabet.size()];
  return out;
}

}  // namespace packwarden
