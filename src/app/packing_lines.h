#pragma once

#include <string>
#include <vector>

#include "check/package_check.h"
#include "npm/package.h"
#include "policy/policy.h"
#include "report/report.h"

namespace packwarden {

/// The files that git does not have, sorted. None where nobody asked it.
[[nodiscard]] std::vector<std::string> untracked_paths(const std::vector<PackedPath>& packed);

/// The lines of package.json that pack those of `untracked`, sorted paths of the package, in which
/// something was found: the entry of `files` whose fixed part leads to the file, of several the
/// longest. A package without `files` packs them by no line, nor does one that is not on disk.
[[nodiscard]] std::vector<PackingLine> packing_lines_of(const Package* package,
                                                        const std::vector<std::string>& untracked,
                                                        const std::vector<Judged>& findings);

}  // namespace packwarden
