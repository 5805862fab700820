#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "npm/pack_pattern.h"
#include "npm/path_name.h"

namespace packwarden {

/// The names of one path after the other: those that two in a row begin with are made once.
class PathNames {
 public:
  void assign(std::string_view path);
  /// Valid until the next `assign`.
  [[nodiscard]] std::span<const PathName> all() const { return {names_.data(), count_}; }

 private:
  std::string path_;
  std::vector<PathName> names_;  // of `path_`, and others behind them, whose memory is used again
  std::size_t count_ = 0;
};

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
  /// The same of the path of these names.
  [[nodiscard]] bool matches(std::span<const PathName> names) const;

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
