#pragma once

#include <string>
#include <vector>

#include "policy/baseline_file.h"

namespace packwarden {

/// What goes with new entries of a baseline; "" each: nothing.
struct EntryTexts {
  std::string date;  // YYYY-MM-DD
  std::string reason;
  std::string owner;
  std::string until;  // YYYY-MM-DD
};

/// An entry whose file has another name now.
struct MovedEntry {
  BaselineEntry from;
  BaselineEntry to;
};

/// A change of the entries of a baseline.
struct BaselineEdit {
  std::vector<BaselineEntry> kept;
  std::vector<BaselineEntry> added;
  std::vector<BaselineEntry> dropped;
  std::vector<MovedEntry> moved;

  [[nodiscard]] bool changes_something() const {
    return !added.empty() || !dropped.empty() || !moved.empty();
  }
  /// The entries after it; `text` sorts them.
  [[nodiscard]] std::vector<BaselineEntry> entries() const;
};

/// What an audit found, as places that a baseline may know.
struct FoundPlaces {
  std::vector<BaselineEntry> all;     // sorted, each once
  std::vector<BaselineEntry> wanted;  // of those: what a baseline is to know
  LookedAt looked_at;                 // whether the audit would have found an entry
};

/// Adds what is wanted and not in `entries`, with `texts`. Where an entry of the same fingerprint
/// was looked for at its path and not found any more, it goes to the new path instead and keeps
/// what it says. Nothing is dropped.
[[nodiscard]] BaselineEdit updated(const std::vector<BaselineEntry>& entries,
                                   const FoundPlaces& found, const EntryTexts& texts);

/// Drops the entries that were looked for and not found.
[[nodiscard]] BaselineEdit pruned(const std::vector<BaselineEntry>& entries,
                                  const FoundPlaces& found);

}  // namespace packwarden
