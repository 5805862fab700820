#include "validate/rule_faults.h"

#include <algorithm>
#include <cstdint>

#include "validate/inspector.h"
#include "validate/validators.h"

namespace packwarden {
namespace {

using FindRule = std::function<const Rule*(std::string_view)>;

bool found_by(const Rule& rule, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const auto is_rule = [&](const AlsoAt& also) { return also.rule_id == rule.id; };
    return finding.rule_id == rule.id ||
           std::any_of(finding.also.begin(), finding.also.end(), is_rule);
  });
}

/// What refines another rule does so once: that one looks at the text.
bool refines_none(const Rule& rule, const FindRule& find) {
  if (!rule.is_refinement()) return false;
  const Rule* refined = find(rule.refines);
  return refined == nullptr || refined->is_refinement();
}

enum class Expected : bool { nothing, finding };

std::string complaint(Expected expected, std::size_t number, std::size_t count) {
  const bool is_finding = expected == Expected::finding;
  std::string out = is_finding ? "finds nothing in its example"
                               : "finds something in its negative "
                                 "example";
  if (count > 1) out += " " + std::to_string(number + 1);
  return out;
}

Result<void> try_examples(const Rule& rule, const std::vector<std::string>& texts,
                          Expected expected, Inspector& inspector, std::vector<RuleFault>& out) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::vector<Finding> findings;
    const ContentSink content = {findings, [](const Member& /*member*/) {}};
    TRY(inspector.inspect("example", texts[i], findings, &content));
    if (found_by(rule, findings) == (expected == Expected::finding)) continue;
    out.push_back({&rule, complaint(expected, i, texts.size()), texts[i]});
  }
  return {};
}

}  // namespace

std::vector<RuleFault> faults_of_names(const std::vector<Rule>& rules, const FindRule& find) {
  std::vector<RuleFault> out;
  for (const Rule& rule : rules) {
    if (!rule.validator.empty() && find_validator(rule.validator) == nullptr) {
      out.push_back({&rule, "no validator is called \"" + rule.validator + "\"", ""});
    }
    if (refines_none(rule, find)) {
      out.push_back(
          {&rule, "refines \"" + rule.refines + "\", which is no rule that looks at texts", ""});
    }
    for (const std::string& id : rule.companions) {
      if (find(id) != nullptr && id != rule.id) continue;
      out.push_back({&rule, "no other rule is called \"" + id + "\"", ""});
    }
  }
  return out;
}

Result<std::vector<RuleFault>> faults_of_examples(const std::vector<Rule>& rules,
                                                  const Database& database) {
  TRY_ASSIGN(const ValueTagger tagger, ValueTagger::create());
  TRY_ASSIGN(Inspector inspector, Inspector::create({database, tagger}));
  std::vector<RuleFault> out;
  for (const Rule& rule : rules) {
    TRY(try_examples(rule, rule.examples, Expected::finding, inspector, out));
    TRY(try_examples(rule, rule.negative_examples, Expected::nothing, inspector, out));
  }
  return out;
}

}  // namespace packwarden
