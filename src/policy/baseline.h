#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "policy/baseline_file.h"
#include "policy/policy.h"
#include "policy/stale.h"

namespace packwarden {

/// What a finding is known by: its fingerprint, and each path that it is at.
[[nodiscard]] std::vector<BaselineEntry> places_of_finding(const Finding& finding);

/// The findings that are known already. Immutable.
class Baseline {
 public:
  /// `where` names the file; entries count until the day `today`, YYYY-MM-DD.
  Baseline(BaselineFile file, std::string where, std::string today);

  [[nodiscard]] const std::string& key() const { return file_.key; }

  /// Suppresses what is known: the fingerprint, at each path of the finding. Where the value is
  /// known at another path, or was for a time, the message says so. Leaves what is suppressed by
  /// other means.
  void judge(Judged& judged) const;

  /// Sentences on entries that do not count any more, and on those that are in none of `judged`,
  /// which are all findings of an audit, though it `looked_at` their paths.
  [[nodiscard]] std::vector<Stale> stale(const std::vector<const Judged*>& judged,
                                         const LookedAt& looked_at) const;

  /// Whether the entry's last day is over.
  [[nodiscard]] bool is_over(const BaselineEntry& entry) const;

 private:
  using Place = std::pair<std::string, std::string>;  // fingerprint, path

  [[nodiscard]] const BaselineEntry* counting(const BaselineEntry& place) const;
  [[nodiscard]] std::string hint(const std::vector<BaselineEntry>& places) const;
  [[nodiscard]] Stale stale_entry(const BaselineEntry& entry, const std::string& what) const;

  BaselineFile file_;
  std::string where_;
  std::string today_;
  std::multimap<Place, std::size_t> by_place_;  // of file_.entries
};

}  // namespace packwarden
