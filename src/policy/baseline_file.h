#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// The name of the file that a project keeps its baseline in.
inline constexpr std::string_view kBaselineName = ".packwarden-baseline.json";
/// A longer file, and one with more entries, is an error.
inline constexpr std::uint64_t kMaxBaselineBytes = std::uint64_t{64} << 20U;
inline constexpr std::size_t kMaxBaselineEntries = 100'000;

/// A finding that is known at a path. No line and no commit: it outlives edits and rebases.
struct BaselineEntry {
  std::string rule;
  std::string path;         // as baseline_path gives it
  std::string fingerprint;  // of FingerprintKey
  std::string date;         // when it was entered, YYYY-MM-DD; "": nobody knows
  std::string reason;       // "": none was given; the same goes for those below
  std::string owner;
  std::string until;     // the last day that it counts; "": for good
  std::size_t line = 0;  // of the file, from 1; 0: of none

  /// What the entry is of: there may be two of it after a merge.
  [[nodiscard]] bool is_of_same(const BaselineEntry& other) const {
    return rule == other.rule && path == other.path && fingerprint == other.fingerprint;
  }
  friend auto operator<=>(const BaselineEntry&, const BaselineEntry&) = default;
};

/// Tells whether an audit looked at the path of an entry, and would have found what it is of.
using LookedAt = std::function<bool(const BaselineEntry&)>;

/// A baseline as it is written down. The key is that of its fingerprints.
struct BaselineFile {
  std::string key;  // kFingerprintKeyBytes of them
  std::vector<BaselineEntry> entries;
};

/// Reads the text of a baseline, which `where` names. What is unknown is an error, and so are the
/// marks of a merge that was not finished; each says at which line and column. Entries may be in
/// any order and there twice: a merge makes such files.
[[nodiscard]] Result<BaselineFile> parse_baseline(std::string_view text, const std::string& where);

/// The text of `file`: entries sorted, each in a line of its own that ends as all others do, so
/// that git merges what was added to two copies. Of two entries of the same the later one stays.
[[nodiscard]] std::string baseline_text(BaselineFile file);

/// The path of a finding as baselines have it: escaped for display and without "./" at its begin,
/// so that `scan .` and `scan src` call a file alike.
[[nodiscard]] std::string baseline_path(std::string_view path);

}  // namespace packwarden
