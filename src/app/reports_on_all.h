#pragma once

#include <cstdint>
#include <cstdio>
#include <vector>

#include "app/options.h"
#include "app/progress.h"
#include "base/result.h"
#include "match/database.h"
#include "policy/baseline.h"
#include "report/report.h"
#include "source/tar_writer.h"
#include "validate/value_digests.h"

namespace packwarden {

/// Whether a report tells which entries of a baseline are in vain.
enum class Unused : std::uint8_t { passed_over, told };

/// What is known of secrets before an audit; both may be null.
struct KnownFindings {
  const Baseline* baseline = nullptr;
  const ValueDigests* digests = nullptr;  // of another program
  Unused unused = Unused::passed_over;
};

/// How `options` ask for an audit, of which `progress`, which outlives it, is told.
[[nodiscard]] AuditOptions audit_options(const Options& options, Progress& progress);

/// Where the progress of an audit is shown; null: nowhere.
[[nodiscard]] std::FILE* progress_stream(const Options& options);

/// Audits what `options` ask for, in order, under the policy of whoever runs the program. `tarball`
/// takes what a single package would be published as, if it is given. Fails where nothing can be
/// looked into; what goes wrong later is a problem of its report.
[[nodiscard]] Result<std::vector<TargetReport>> reports_on_all(const Options& options,
                                                               const Database& database,
                                                               const Policy& policy,
                                                               const KnownFindings& known,
                                                               ByteSink tarball);

/// The same, under the policy and beside the baseline that the options name.
[[nodiscard]] Result<std::vector<TargetReport>> reports_beside_baseline(const Options& options,
                                                                        const Database& database,
                                                                        ByteSink tarball);

}  // namespace packwarden
