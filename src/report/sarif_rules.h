#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "report/ranking.h"

namespace packwarden {

/// The rules that a run of SARIF has results of, as GitHub wants them described. Borrows findings.
class SarifRules {
 public:
  explicit SarifRules(const std::vector<RankedFinding>& findings);

  /// The place of a rule in `descriptors`; it has a result.
  [[nodiscard]] std::size_t index_of(std::string_view rule_id) const;
  /// The `reportingDescriptor` of each, by id.
  [[nodiscard]] Json descriptors() const;

 private:
  /// What the findings of a rule say at most, as a policy and a place may change it.
  struct Rule {
    const Finding* finding = nullptr;
    Severity severity = Severity::note;
    Confidence confidence = Confidence::low;
  };
  [[nodiscard]] static Json descriptor(const Rule& rule);
  [[nodiscard]] static Json properties_of(const Rule& rule);

  std::map<std::string_view, Rule> rules_;
};

}  // namespace packwarden
