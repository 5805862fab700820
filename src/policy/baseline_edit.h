#pragma once

#include <span>
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

/// Adds those of `wanted` that are not in `entries`, with `texts`. Where an entry of the same
/// fingerprint is at a path where it is not `found` any more, it goes to the new path instead and
/// keeps what it says. `found` are the places of all findings there are, of which `wanted` is a
/// part. Nothing is dropped.
[[nodiscard]] BaselineEdit updated(const std::vector<BaselineEntry>& entries,
                                   std::span<const BaselineEntry> found,
                                   std::span<const BaselineEntry> wanted, const EntryTexts& texts);

/// Drops the entries that are not `found`.
[[nodiscard]] BaselineEdit pruned(const std::vector<BaselineEntry>& entries,
                                  std::span<const BaselineEntry> found);

}  // namespace packwarden
