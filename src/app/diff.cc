#include "app/diff.h"

#include "app/new_findings.h"
#include "app/policy_files.h"
#include "app/previous.h"
#include "app/same_secrets.h"
#include "app/tagged_audit.h"
#include "source/tarball_source.h"

namespace packwarden {

Result<TargetReport> diff(const Options& options, const Database& database,
                          const AuditOptions& how) {
  TRY_ASSIGN(const PreviousRelease before, read_previous(options.previous, database));
  AuditOptions comparing = how;
  comparing.previous = &before.release;
  TRY_ASSIGN(const Policy policy, policy_of(options, database));
  TRY_ASSIGN(const ValueTagger tagger, ValueTagger::create());
  const auto source = tarball_from_file(options.packages.directory, {});
  TargetReport now = tagged_audit(*source, database, policy, comparing, tagger);
  if (before.tarball) {
    const auto old = tarball_from_bytes(*before.tarball, options.previous, {});
    const TargetReport known = tagged_audit(*old, database, policy, how, tagger);
    if (status_of(known) == ReportStatus::incomplete) {
      now.problems.insert(now.problems.end(), known.problems.begin(), known.problems.end());
    }
    drop_known(before.release, known.findings, now);
  } else {
    now.notes.emplace_back(
        "The old release is known by a statement, which holds no findings: "
        "those of the new one are all listed.");
  }
  drop_tags(now.findings);
  return now;
}

}  // namespace packwarden
