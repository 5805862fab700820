#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "fix/pack_trial.h"
#include "npm/pack_edit.h"

namespace packwarden {

/// The edits that take entries out of `files`, to be made behind `edits`: those entries had an
/// effect, and have none once the edits are made; of the first 200. What had none before is left to
/// whoever wrote it.
[[nodiscard]] std::vector<PackEdit> idle_entries(const PackTrial& trial,
                                                 const std::vector<PackEdit>& edits);

/// `edits` without the exclusions that they add to `files`, and that take nothing out once all is
/// done: a file that has to be left out further down.
[[nodiscard]] std::vector<PackEdit> without_idle_additions(const PackTrial& trial,
                                                           std::vector<PackEdit> edits);

/// The entries of `files`, by their places before all edits, that `edits` take out.
[[nodiscard]] std::set<std::size_t> removed_entries(const std::vector<std::string>& files,
                                                    const std::vector<PackEdit>& edits);

}  // namespace packwarden
