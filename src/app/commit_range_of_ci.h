#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "source/commit_range.h"

namespace packwarden {

/// The value of a variable of the environment; "" where it is not set.
using VariableOf = std::function<std::string(const char* name)>;

/// The commits that a run of continuous integration is about: those of a pull or merge request, or
/// those that were pushed. `variable` is its environment, in which the services say it: GitHub (and
/// its event file), GitLab, Bitbucket, Azure, CircleCI, Jenkins, Travis, Drone, Buildkite. Fails
/// where none does.
[[nodiscard]] Result<CommitRange> commit_range_of_ci(const VariableOf& variable);

}  // namespace packwarden
