#pragma once

#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "match/database.h"
#include "policy/policy.h"

namespace packwarden {

/// The policy of whoever runs the program: the options, the file that --config names, in the
/// work tree or as the revision of --config-from has it, and for `staged` the environment. Fails
/// where that cannot be read, or names what no rule and no check is called. `otherwise` is the
/// severity that fails where neither says one.
[[nodiscard]] Result<Policy> policy_of(const Options& options, const Database& database,
                                       Severity otherwise = Severity::high);

/// The policy for the package in `directory`, and what is to be said of it.
struct PackagePolicy {
  Policy policy;
  std::vector<std::string> notes;
};

/// What a packwarden.json in `directory` makes of `policy`: it may be stricter. One that --config
/// names is not asked again. What it extends lies in the same repository; where there is none, in
/// `directory`. Fails at one that cannot be read, or names what no rule and no check is called.
[[nodiscard]] Result<PackagePolicy> policy_in(const Policy& policy, const std::string& directory,
                                              const Options& options, const Database& database);

/// The same of the packwarden.json at the top of the index, and what it extends there.
[[nodiscard]] Result<PackagePolicy> policy_in_index(const Policy& policy, const Options& options,
                                                    const Database& database);

}  // namespace packwarden
