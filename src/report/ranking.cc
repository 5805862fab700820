#include "report/ranking.h"

#include <algorithm>
#include <tuple>

namespace packwarden {

std::vector<RankedFinding> worst_first(const std::vector<const TargetReport*>& targets) {
  std::vector<RankedFinding> out;
  for (const TargetReport* target : targets) {
    for (const Judged& judged : target->findings) out.push_back({&judged, target});
  }
  const auto rank = [](const RankedFinding& ranked) {
    const Judged& judged = *ranked.judged;
    return std::tuple(judged.suppressed ? 0 : 1, judged.fails ? 1 : 0, judged.finding.severity);
  };
  std::stable_sort(out.begin(), out.end(), [&](const RankedFinding& a, const RankedFinding& b) {
    return rank(a) > rank(b);
  });
  return out;
}

std::vector<const TargetReport*> targets_in(const Report& report) {
  std::vector<const TargetReport*> out;
  for (const TargetReport& target : report.targets) out.push_back(&target);
  return out;
}

}  // namespace packwarden
