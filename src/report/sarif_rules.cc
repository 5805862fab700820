#include "report/sarif_rules.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "report/json_parts.h"
#include "report/text_forms.h"

namespace packwarden {
namespace {

/// GitHub takes no longer `fullDescription`.
constexpr std::size_t kLongestDescription = 1024;

/// A text, as GitHub takes it: not an empty one.
Json message(std::string_view text, std::string_view otherwise) {
  return Json::Object{{"text", json_text(text.empty() ? otherwise : text)}};
}

/// GitHub: above 9 is critical, from 7 high, from 4 medium, above 0 low.
std::string_view security_severity(Severity severity) {
  constexpr std::array<std::string_view, 5> kScores = {"1.0", "3.0", "5.5", "8.0", "9.5"};
  return kScores.at(static_cast<std::size_t>(severity));
}

std::string_view problem_severity(Severity severity) {
  return severity == Severity::medium ? "warning" : "recommendation";
}

std::string_view precision(Confidence confidence) {
  constexpr std::array<std::string_view, 4> kNames = {"low", "medium", "high", "very-high"};
  return kNames.at(static_cast<std::size_t>(confidence));
}

}  // namespace

SarifRules::SarifRules(const std::vector<RankedFinding>& findings) {
  for (const RankedFinding& ranked : findings) {
    const Finding& finding = ranked.judged->finding;
    Rule& rule = rules_[finding.rule_id];
    if (rule.finding == nullptr) rule.finding = &finding;
    rule.severity = std::max(rule.severity, finding.severity);
    rule.confidence = std::max(rule.confidence, finding.confidence);
  }
}

std::size_t SarifRules::index_of(std::string_view rule_id) const {
  return static_cast<std::size_t>(std::distance(rules_.begin(), rules_.find(rule_id)));
}

Json SarifRules::descriptors() const {
  Json::Array out;
  for (const auto& [id, rule] : rules_) out.push_back(descriptor(rule));
  return out;
}

/// Secrets are a matter of security, and so is content that gives something away: the checks say so
/// by their severity. All else is a problem of the package.
Json SarifRules::properties_of(const Rule& rule) {
  const bool is_secret = rule.finding->kind == FindingKind::secret;
  if (!is_secret && rule.severity < Severity::high) {
    return Json::Object{{"tags", Json::Array{"package"}},
                        {"precision", precision(rule.confidence)},
                        {"problem.severity", problem_severity(rule.severity)}};
  }
  return Json::Object{{"tags", Json::Array{"security", is_secret ? "secret" : "package"}},
                      {"precision", precision(rule.confidence)},
                      {"security-severity", security_severity(rule.severity)}};
}

Json SarifRules::descriptor(const Rule& rule) {
  const Finding& finding = *rule.finding;
  return Json::Object{
      {"id", json_text(finding.rule_id)},
      {"shortDescription", message(finding.title, finding.rule_id)},
      {"fullDescription", message(shortened(finding.message, kLongestDescription), finding.title)},
      {"help", message(finding.fix, finding.title)},
      {"properties", properties_of(rule)}};
}

}  // namespace packwarden
