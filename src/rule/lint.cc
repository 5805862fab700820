#include "rule/lint.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "rule/needles.h"
#include "rule/pattern.h"

namespace packwarden {
namespace {

/// A literal shorter than this sets the speed of the whole database (measured: four such rules of
/// 221 cost 80 % of it).
constexpr std::uint32_t kShortestLiteral = 3;
/// Bytes around a run in which a rule is looked for: each rule that needs more costs all of them.
constexpr std::uint32_t kFarthestBefore = 72;
constexpr std::uint32_t kFarthestAfter = 56;
constexpr std::uint32_t kWidestWindow = 65536;
constexpr std::size_t kLongestId = 64;
/// The whole match and the lead need room, too (kMostGroups in match/confirm.cc).
constexpr std::uint32_t kLastGroup = 6;

/// The first complaint; empty: none.
using Complaint = std::string;

bool is_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !id.empty() && id.size() <= kLongestId && std::all_of(id.begin(), id.end(), allowed);
}

Complaint check_texts(const Rule& rule) {
  if (rule.needs_companion && rule.companions.empty()) return "needs_companion needs companions";
  if (!is_id(rule.id)) return "id is not [a-z0-9-]{1,64}";
  if (rule.provider.empty()) return "provider is missing";
  if (rule.title.empty()) return "title is missing";
  if (!rule.message.ends_with('.')) return "message is no sentence that ends with a full stop";
  if (!rule.fix.ends_with('.')) return "fix is no sentence that ends with a full stop";
  if (rule.examples.empty()) return "examples are missing";
  if (rule.negative_examples.empty()) return "negative_examples are missing";
  if (rule.min_entropy < 0 || rule.min_entropy > 8) return "min_entropy is not within 0 and 8";
  const bool is_public = rule.secret_class == SecretClass::public_value;
  if (is_public && rule.severity != Severity::note) return "a public value must be a note";
  return {};
}

Complaint check_keywords(const Rule& rule) {
  for (const std::string& keyword : rule.keywords) {
    if (keyword.size() < kShortestLiteral) return "keyword \"" + keyword + "\" is too short";
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    if (!std::all_of(keyword.begin(), keyword.end(), printable)) return "a keyword is not ASCII";
  }
  if (!rule.keywords.empty() && rule.window == 0 && !rule.is_refinement()) {
    return "keywords need a window";
  }
  return {};
}

/// rules/README.md, "Refinements".
Complaint check_refinement(const Rule& rule, const Pattern& pattern) {
  constexpr std::size_t kShortestName = 4;
  const auto is_squeezed = [](const std::string& keyword) {
    return keyword.size() >= kShortestName &&
           std::all_of(keyword.begin(), keyword.end(),
                       [](char c) { return is_ascii_lower(c) || is_ascii_digit(c); });
  };
  if (rule.keywords.empty()) return "a refinement needs keywords";
  if (!std::all_of(rule.keywords.begin(), rule.keywords.end(), is_squeezed)) {
    return "a keyword of a refinement must be [a-z0-9]{4,}";
  }
  if (rule.window != 0 || !rule.validator.empty() || rule.min_entropy > 0 || pattern.groups() > 0) {
    return "a refinement has no window, groups, validator and min_entropy: those of the rule that "
           "it refines count";
  }
  if (pattern.max_width() == Pattern::kUnbounded) return "the pattern of a refinement is bounded";
  return {};
}

Complaint check_pattern(const Rule& rule, const Pattern& pattern) {
  if (pattern.min_width() == 0) return "the pattern can match nothing";
  if (rule.secret_group > pattern.groups()) return "secret_group is no group of the pattern";
  if (rule.secret_group > kLastGroup) return "secret_group is beyond group 6";
  if (rule.window > kWidestWindow) return "window is wider than 65536 bytes";
  const bool unbounded = pattern.max_width() == Pattern::kUnbounded;
  if (unbounded && !pattern.only_tail_unbounded()) {
    return "only the last item, a greedy repeat of one class, may be unbounded; bound the others";
  }
  if (unbounded && rule.window < pattern.min_width()) {
    return "an unbounded pattern needs a window that its shortest match fits in";
  }
  if (unbounded && !rule.keywords.empty()) {
    return "a rule with keywords needs a bounded pattern: its window is the keywords' distance";
  }
  if (!unbounded && rule.keywords.empty() && rule.window != 0) {
    return "window is of no use: the pattern is bounded and there are no keywords";
  }
  if (!unbounded && pattern.max_width() > kWidestWindow) return "a match may exceed 65536 bytes";
  if (pattern.literal_width() < kShortestLiteral && rule.keywords.empty()) {
    return "the pattern is weak: it has no literal of three bytes and needs keywords";
  }
  return {};
}

PatternFacts facts_of(const Rule& rule, const Pattern& pattern) {
  const auto run = pattern.run();
  const bool near_run = run && run->before <= kFarthestBefore && run->after <= kFarthestAfter;
  const bool unbounded = pattern.max_width() == Pattern::kUnbounded;
  const std::uint32_t width = unbounded ? rule.window : pattern.max_width();
  Needles needles = pattern.needles();
  needles.farthest = std::min(needles.farthest, width);
  for (Needle& needle : needles.any) needle.rarest = rarest_part(needle.text);
  return {.superset = pattern.superset(),
          .confirm = pattern.confirm(),
          .superset_width = std::min(pattern.superset_width(), width),
          .width = width,
          .has_lead = pattern.has_lead(),
          .open_tail = pattern.open_tail(),
          .near_run = near_run,
          .run_before = near_run ? run->before : 0,
          .run_after = near_run ? run->after : 0,
          .literal = pattern.literal_width(),
          .weak = pattern.literal_width() < kShortestLiteral,
          .needles = std::move(needles)};
}

}  // namespace

Result<Rule> check_rule(Rule rule, std::string_view where) {
  for (const auto& check : {check_texts, check_keywords}) {
    if (Complaint complaint = check(rule); !complaint.empty()) {
      return fail(ErrorKind::config, std::string(where), std::move(complaint));
    }
  }
  TRY_ASSIGN(const Pattern pattern, Pattern::parse(rule.pattern, where));
  const auto check = rule.is_refinement() ? check_refinement : check_pattern;
  if (Complaint complaint = check(rule, pattern); !complaint.empty()) {
    return fail(ErrorKind::config, std::string(where), std::move(complaint));
  }
  rule.facts =
      rule.is_refinement() ? PatternFacts{.confirm = pattern.confirm()} : facts_of(rule, pattern);
  return rule;
}

}  // namespace packwarden
