#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/advisories.h"
#include "match/database.h"
#include "policy/baseline.h"
#include "policy/policy.h"
#include "report/report.h"
#include "source/source.h"
#include "validate/value_digests.h"

namespace packwarden {

/// Whether the values of this machine that must not be published are looked for, beside what rules
/// describe.
enum class KnownValueMode : std::uint8_t { automatic, off };

/// Whether each entry's digest is taken, for reports that list files by it.
enum class DigestMode : std::uint8_t { off, on };

/// Whether what a package is made of is listed, for reports that say it.
enum class InventoryMode : std::uint8_t { off, on };

/// Whether the rules that pack each file of a package on disk are told.
enum class ReasonMode : std::uint8_t { off, on };

/// Whether git is asked which files of a package it tracks.
enum class GitMode : std::uint8_t { automatic, off };

/// How an audit runs. But for the known values, git and what it is compared with, nothing here
/// changes what it finds.
struct AuditOptions {
  unsigned threads = 1;  // that examine, beside the caller's, which reads; 1: the caller does both
  std::function<void(Coverage)>
      on_progress;                       // called by the reading thread with what was seen so far
  std::vector<std::string> notes;        // on the policy, for the report
  std::optional<Error> policy_problem;   // the same
  DigestMode digests = DigestMode::off;  // on where there is a `previous`, or a baseline
  const Baseline* baseline = nullptr;    // of known findings, with the key of fingerprints; or null
  const ValueDigests* value_digests = nullptr;  // findings of one get its mark; or null
  InventoryMode inventory = InventoryMode::off;
  ReasonMode reasons = ReasonMode::off;
  const Release* previous = nullptr;  // the release to compare with; null: none
  KnownValueMode known_values = KnownValueMode::off;
  GitMode git = GitMode::off;
  /// "NAME=value", where known values may be, too; of a run of continuous integration alone.
  std::vector<std::string_view> environment;
  bool is_ci = false;                      // a run of continuous integration
  const Advisories* advisories = nullptr;  // for packages that are bundled; null: none
};

/// Reads all of `source` and examines every entry: the whole pipeline from bytes to a sorted
/// report. The report is the same for any number of threads. Whatever fails is a problem in it.
[[nodiscard]] TargetReport audit(Source& source, const Database& database, const Policy& policy,
                                 const AuditOptions& options);

}  // namespace packwarden
