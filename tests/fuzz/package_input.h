#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "npm/posix_path.h"

namespace packwarden {

/// The input of a target as texts, with zero bytes between; at most `most`.
inline std::vector<std::string> texts_of(const std::uint8_t* data, std::size_t size,
                                         std::size_t most) {
  std::vector<std::string> texts(1);
  for (const char c : std::string_view(reinterpret_cast<const char*>(data), size)) {
    if (c != '\0') {
      texts.back() += c;
    } else if (texts.size() < most) {
      texts.emplace_back();
    }
  }
  return texts;
}

/// Whether a file of a package may be called so.
inline bool is_path(const std::string& name) {
  return !name.empty() && name.front() != '/' && name.back() != '/' &&
         normalize_path(name) == name && name.substr(0, 2) != ".." && name != ".";
}

}  // namespace packwarden
