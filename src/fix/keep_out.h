#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "fix/pack_trial.h"
#include "npm/pack_edit.h"

namespace packwarden {

/// What edits are to do to what is packed.
struct KeepOutGoal {
  std::set<std::string> unwanted;          // paths of packed files
  std::vector<std::size_t> empty_entries;  // of `files`, by their places: they name nothing
  bool wants_list = false;                 // `files` is to name what is packed
};

/// Edits of package.json and ignore files that take unwanted files out of the package and change
/// nothing else of it.
struct KeepOut {
  std::vector<PackEdit> edits;                 // to be made one after the other
  bool is_listed = false;                      // `files` names what is packed then
  std::map<std::string, std::string> staying;  // unwanted files that no edit takes out, and why: ""
                                               // where that is not known
  std::set<std::size_t> removed_entries;       // of `files`, by their places before the edits
};

/// Looks for the smallest edits: entries of `files` are taken out or negated, and without `files`
/// lines are added to `.npmignore`. Where that would hide a `.gitignore` from npm, `files` is made
/// of what is packed now. Entries that name
/// nothing any more then are taken out, too. Each edit is tried: one that would take out, or let
/// in, any other file is none.
[[nodiscard]] KeepOut keep_out(const PackTrial& trial, const KeepOutGoal& goal);

}  // namespace packwarden
