#include "policy/policy.h"

#include <utility>

namespace packwarden {

Judged Policy::judge(Finding finding) const {
  const bool fails = finding.severity >= fail_on_;
  return {std::move(finding), std::nullopt, fails};
}

}  // namespace packwarden
