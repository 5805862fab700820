#pragma once

#include <cstdint>
#include <string>

namespace packwarden {

/// A suppression in vain, whatever kind it is of.
struct Stale {
  std::string path;        // of the file that it stands in, or the variable that it is
  std::uint64_t line = 0;  // from 1; 0: none
  std::string what;        // a sentence, or several; holds no secret
};

/// "packwarden.json:12: …", as a note of the report says it.
[[nodiscard]] inline std::string note_of(const Stale& stale) {
  const std::string line = stale.line == 0 ? "" : ":" + std::to_string(stale.line);
  return stale.path + line + ": " + stale.what;
}

}  // namespace packwarden
