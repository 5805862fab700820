#pragma once

#include "app/options.h"
#include "check/check.h"
#include "match/database.h"
#include "report/report.h"

namespace packwarden {

/// What a difference is.
inline constexpr CheckInfo kVerify = {"out-verify", Severity::high, "Not what was audited",
                                      "What is uploaded must be what was looked at.",
                                      "Audit this tarball, or publish the one that was audited."};

/// Whether the tarball that the options name is the one that a statement is of. Each difference is
/// a finding `out-verify`. Fails where one of the two cannot be read.
[[nodiscard]] Result<TargetReport> verify(const Options& options, const Database& database);

}  // namespace packwarden
