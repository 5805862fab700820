#include "validate/confidence.h"

#include "validate/entropy.h"
#include "validate/joined.h"
#include "validate/validators.h"

namespace packwarden {
namespace {

/// What the check that the rule names says. rulec made sure that a named one exists.
Verdict verdict_on(const Match& match) {
  if (match.rule->validator.empty()) return Verdict::unknown;
  const Validator* validator = find_validator(match.rule->validator);
  return validator == nullptr ? Verdict::unknown : validator->run(match);
}

}  // namespace

std::optional<Confidence> confidence_in(const Match& match) {
  const Rule& rule = *match.rule;
  if (rule.secret_class == SecretClass::example || match.secret.empty()) return std::nullopt;
  if (rule.min_entropy > 0 && shannon_entropy(match.secret) < rule.min_entropy) return std::nullopt;
  const Verdict verdict = verdict_on(match);
  if (verdict == Verdict::refuted) return std::nullopt;
  if (verdict == Verdict::confirmed) return Confidence::verified;
  if (match.joined && !stands_out(match)) return std::nullopt;
  return rule.confidence;
}

}  // namespace packwarden
