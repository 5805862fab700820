#include "app/diff.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "app/policy_files.h"
#include "app/previous.h"
#include "source/tarball_source.h"

namespace packwarden {
namespace {

/// What makes two findings the same although lines have moved.
using Key = std::tuple<std::string, std::string, std::string>;

Key key_of(const Finding& finding) {
  return {finding.rule_id, finding.location.path, finding.preview};
}

/// Leaves what `before` had, as often as it had it, out of `now`.
void drop_known(const TargetReport& before, TargetReport& now) {
  std::map<Key, std::size_t> known;
  for (const Judged& judged : before.findings) ++known[key_of(judged.finding)];
  std::erase_if(now.findings, [&](const Judged& judged) {
    const auto found = known.find(key_of(judged.finding));
    if (found == known.end() || found->second == 0) return false;
    --found->second;
    return true;
  });
}

}  // namespace

Result<TargetReport> diff(const Options& options, const Database& database,
                          const AuditOptions& how) {
  TRY_ASSIGN(const PreviousRelease before, read_previous(options.previous, database));
  AuditOptions comparing = how;
  comparing.previous = &before.release;
  TRY_ASSIGN(const Policy policy, policy_of(options, database));
  const auto source = tarball_from_file(options.packages.directory, {});
  TargetReport now = audit(*source, database, policy, comparing);
  if (before.tarball) {
    const auto old = tarball_from_bytes(*before.tarball, options.previous, {});
    const TargetReport known = audit(*old, database, policy, how);
    if (status_of(known) == ReportStatus::incomplete) {
      now.problems.insert(now.problems.end(), known.problems.begin(), known.problems.end());
    }
    drop_known(known, now);
  } else {
    now.notes.emplace_back(
        "The old release is known by a statement, which holds no findings: "
        "those of the new one are all listed.");
  }
  return now;
}

}  // namespace packwarden
