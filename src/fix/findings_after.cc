#include "fix/findings_after.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "check/joined.h"

namespace packwarden {
namespace {

/// How often each rule found something in each path.
class KnownPlaces {
 public:
  explicit KnownPlaces(std::span<const Judged> findings) {
    for (const Judged& judged : findings) add(judged.finding);
  }

  /// Whether a finding was there; each place is used up once.
  [[nodiscard]] bool take(const Finding& finding) {
    if (cut_off_.contains(finding.rule_id)) return true;
    const auto found = counts_.find({finding.rule_id, finding.location.path});
    return found != counts_.end() && found->second-- > 0;
  }

 private:
  void add(const Finding& finding) {
    ++counts_[{finding.rule_id, finding.location.path}];
    for (const AlsoAt& also : finding.also) ++counts_[{also.rule_id, also.location.path}];
    if (finding.also.size() >= kMostPlaces) cut_off_.insert(finding.rule_id);
  }

  std::map<std::pair<std::string, std::string>, std::ptrdiff_t> counts_;
  std::set<std::string> cut_off_;  // rules of which not all places are known
};

}  // namespace

bool FindingsAfter::fail(Severity at_least) const {
  return !staying.empty() || std::any_of(added.begin(), added.end(), [&](const Finding* finding) {
    return finding->severity >= at_least;
  });
}

FindingsAfter findings_after(std::span<const Judged> before, std::span<const Judged> after,
                             const FixRequest& request) {
  KnownPlaces known(before);
  FindingsAfter out;
  for (const auto& [finding, suppressed, fails] : after) {
    if (!known.take(finding)) {
      out.added.push_back(&finding);
    } else if (request.asks_for(finding)) {
      out.staying.push_back(&finding);
    }
  }
  return out;
}

}  // namespace packwarden
