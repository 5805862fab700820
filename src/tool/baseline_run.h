#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "finding/finding.h"
#include "match/database.h"
#include "policy/baseline.h"
#include "policy/baseline_edit.h"
#include "report/report.h"
#include "validate/value_digests.h"

namespace packwarden {

/// Audits what `options` ask for, with fingerprints under the key of `file`, and fails where that
/// cannot be finished: of what was not seen nobody can say whether it is known. `digests` may be
/// null.
[[nodiscard]] Result<std::vector<TargetReport>> complete_reports(
    const Options& options, const Database& database, const BaselineFile& file,
    const ValueDigests* digests = nullptr);

/// What such an audit finds. Wanted is what is at least so bad, and not allowed by the policy.
[[nodiscard]] Result<FoundPlaces> found_places(const Options& options, const BaselineFile& file,
                                               Severity at_least);

/// Whether --yes is given.
enum class Confirmation : std::uint8_t { none, given };

/// Fails in a run of continuous integration, which would take in what somebody is to look at,
/// without a confirmation.
[[nodiscard]] Result<void> check_may_write(const std::string& path, Confirmation confirmation);

/// Fails where `options` name a part of the workspaces: entries of the others would not be found.
[[nodiscard]] Result<void> check_is_whole(const Options& options);

/// When the file of a baseline is written: a new one even where it knows nothing.
enum class Writing : std::uint8_t { of_changes, always };

/// Prints what changes, and then writes the file.
[[nodiscard]] Result<void> apply(const std::string& path, BaselineFile file,
                                 const BaselineEdit& edit, Writing writing = Writing::of_changes);

}  // namespace packwarden
