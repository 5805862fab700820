#pragma once

#include <cstring>
#include <string>

namespace packwarden {

/// Overwrites what `text` holds and empties it. Copies that the library or the allocator made
/// earlier stay.
inline void wipe(std::string& text) {
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace packwarden
