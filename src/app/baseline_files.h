#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "match/database.h"
#include "policy/baseline.h"
#include "report/report.h"

namespace packwarden {

/// Reads the baseline at `path`. Only the file that an option names is read: one that lies in what
/// is audited counts for nothing.
[[nodiscard]] Result<BaselineFile> read_baseline(const std::string& path);

/// The baseline that --baseline names, of the revision that --baseline-from names if it is given;
/// none where neither is.
[[nodiscard]] Result<std::optional<Baseline>> baseline_of(const Options& options);

/// Whether an audit with these options, whose reports are `targets`, would have found what an entry
/// is of, if it were there still: the audit is complete, not of a part of what there is, and a scan
/// looks for secrets alone. `database` outlives it.
[[nodiscard]] LookedAt looked_at_by(const Options& options, const Database& database,
                                    const std::vector<TargetReport>& targets);

}  // namespace packwarden
