#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "npm/pack_pattern.h"

namespace packwarden {

/// An entry of `files` as the rules of npm 9 to 11 that it becomes. Of npm 12's globs it matches
/// all that they match, and may match more.
class FilesEntry {
 public:
  explicit FilesEntry(std::string_view text);

  /// Whether it takes something out, as "!x" does.
  [[nodiscard]] bool excludes() const { return excludes_; }
  /// Whether it is a rule that can be asked. One that npm cannot read matches nothing.
  [[nodiscard]] bool is_readable() const { return !patterns_.empty(); }
  /// Whether it matches a path, or a directory that leads to it.
  [[nodiscard]] bool matches(std::string_view path) const;

 private:
  bool excludes_ = false;
  std::vector<PackPattern> patterns_;
};

/// What an entry of `files` does that is no list of what ships.
enum class CatchAll : std::uint8_t {
  none,
  everything,  // for every version of npm
  by_version,  // everything for npm 9 to 11, nothing for npm 12
  nothing,     // only what is always in
};
[[nodiscard]] CatchAll catch_all(std::string_view entry);

}  // namespace packwarden
