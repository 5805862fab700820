#pragma once

#include <cstdint>

namespace packwarden {

/// What git knows of a file that is published.
enum class Origin : std::uint8_t {
  unknown,    // nobody asked, or there is no answer
  tracked,    // it is in the index
  untracked,  // it is not, and nothing says that it should not be
  ignored,    // git is told to pass it over
};

}  // namespace packwarden
