#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "source/git_source.h"

namespace packwarden {

/// What the index has and HEAD has not, or not so; before the first commit all that the index has.
/// The index is the one that git gives its hooks: that of the commit that is made.
///
/// `paths` narrow it to files and all below directories; absolute ones and those as seen from here.
/// Fails where none of what is staged is one of them, and where git refuses.
[[nodiscard]] Result<GitScope> staged_files(const std::vector<std::string>& paths);

/// The top of the work tree that this process is in, absolute. Fails outside of one.
[[nodiscard]] Result<std::string> top_of_work_tree();

}  // namespace packwarden
