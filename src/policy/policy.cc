#include "policy/policy.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace packwarden {
namespace {

/// Where what nobody set comes from.
constexpr std::string_view kDefault = "default";

bool allows(const Allowance& allowance, const Finding& finding) {
  const auto is_there = [&](const AlsoAt& also) {
    return allowance.path.matches(also.location.path);
  };
  return allowance.rule == finding.rule_id && allowance.path.matches(finding.location.path) &&
         std::all_of(finding.also.begin(), finding.also.end(), is_there);
}

std::string reason_of(const Allowance& allowance) {
  return allowance.where + ": " + allowance.reason;
}

std::string refused(const std::string& where, const std::string& what) {
  return where + ": " + what +
         " does not count: what lies in the package cannot loosen its own audit. Name the file "
         "with --config where it may.";
}

/// "packwarden.json:12" as file and line; a place without a line as it is.
Stale stale_at(const std::string& where, std::string what) {
  const std::size_t colon = where.rfind(':');
  if (colon == std::string::npos) return {where, 0, std::move(what)};
  Stale out{where.substr(0, colon), 0, std::move(what)};
  (void)std::from_chars(where.data() + colon + 1, where.data() + where.size(), out.line);
  return out;
}

template <class Item>
void append(std::vector<Item>& to, const std::vector<Item>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

bool is_on(const std::optional<Switch>& setting) { return setting && setting->is_on; }

}  // namespace

Policy::Policy(Severity fail_on) {
  config_.fail_on = FailOn{fail_on, std::string(kDefault)};
  config_.fail_on_stale = Switch{false, std::string(kDefault)};
  config_.inline_suppressions = Switch{false, std::string(kDefault)};
}

Policy Policy::of(Config config, std::string today) {
  Policy out;
  if (!config.fail_on) config.fail_on = out.config_.fail_on;
  if (!config.fail_on_stale) config.fail_on_stale = out.config_.fail_on_stale;
  if (!config.inline_suppressions) config.inline_suppressions = out.config_.inline_suppressions;
  for (const SeverityChange& change : config.severities) {
    out.changed_[change.rule] = change.severity;
  }
  out.config_ = std::move(config);
  out.today_ = std::move(today);
  return out;
}

Policy Policy::tightened_by(const Config& found, const UsualSeverity& usual,
                            std::vector<std::string>& notes) const {
  Policy out = *this;
  if (found.fail_on && found.fail_on->severity > fail_on()) {
    const std::string name(name_of(found.fail_on->severity));
    notes.push_back(refused(found.fail_on->where, "`failOn` = " + name));
  } else if (found.fail_on && found.fail_on->severity < fail_on()) {
    out.config_.fail_on = found.fail_on;
  }
  if (is_on(found.fail_on_stale)) {
    if (!fails_on_stale()) out.config_.fail_on_stale = found.fail_on_stale;
  } else if (found.fail_on_stale && fails_on_stale()) {
    notes.push_back(refused(found.fail_on_stale->where, "`failOnStale` = off"));
  }
  if (is_on(found.inline_suppressions)) {
    if (!takes_inline_suppressions()) {
      notes.push_back(refused(found.inline_suppressions->where, "`inlineSuppressions` = on"));
    }
  } else if (found.inline_suppressions && takes_inline_suppressions()) {
    out.config_.inline_suppressions = found.inline_suppressions;
  }
  append(out.config_.groups, found.groups);
  append(out.config_.budgets, found.budgets);
  out.raise(found.severities, usual, notes);
  for (const Allowance& allowance : found.allow) {
    if (allows_as_well(allowance)) continue;
    notes.push_back(refused(allowance.where, "what it allows of `" + allowance.rule + "`"));
  }
  return out;
}

bool Policy::allows_as_well(const Allowance& other) const {
  return std::any_of(config_.allow.begin(), config_.allow.end(), [&](const Allowance& own) {
    return own.rule == other.rule && own.path.text() == other.path.text() &&
           own.until == other.until;
  });
}

void Policy::raise(const std::vector<SeverityChange>& changes, const UsualSeverity& usual,
                   std::vector<std::string>& notes) {
  for (const SeverityChange& change : changes) {
    const Severity now = severity_of(change.rule, usual(change.rule).value_or(Severity::note));
    if (change.severity < now) {
      const std::string name(name_of(change.severity));
      notes.push_back(refused(change.where, "`severities` of `" + change.rule + "` = " + name));
      continue;
    }
    least_.push_back(change);
    Severity& least = least_by_rule_.try_emplace(change.rule, Severity::note).first->second;
    least = std::max(least, change.severity);
  }
}

CheckGroups Policy::groups() const {
  CheckGroups out;
  for (const GroupWanted& wanted : config_.groups) out.add(wanted.group);
  return out;
}

std::vector<Budget> Policy::budgets() const {
  std::vector<Budget> out;
  for (const BudgetKept& kept : config_.budgets) out.push_back(kept.budget);
  return out;
}

bool Policy::takes_inline_suppressions() const { return is_on(config_.inline_suppressions); }
bool Policy::fails_on_stale() const { return is_on(config_.fail_on_stale); }

bool Policy::counts(const Allowance& allowance) const {
  return allowance.until.empty() || today_ <= allowance.until;
}

Severity Policy::severity_of(std::string_view rule, Severity usual) const {
  const auto changed = changed_.find(rule);
  const auto least = least_by_rule_.find(rule);
  const Severity set = changed == changed_.end() ? usual : changed->second;
  return least == least_by_rule_.end() ? set : std::max(set, least->second);
}

Judged Policy::judge(Finding finding) const {
  finding.severity = severity_of(finding.rule_id, finding.severity);
  const std::vector<Allowance>& allow = config_.allow;
  const auto allowed = std::find_if(allow.begin(), allow.end(), [&](const Allowance& allowance) {
    return counts(allowance) && allows(allowance, finding);
  });
  if (allowed != allow.end()) return {std::move(finding), reason_of(*allowed), false};
  const bool fails = finding.severity >= fail_on();
  return {std::move(finding), std::nullopt, fails};
}

std::vector<Stale> Policy::stale(const std::vector<const Judged*>& judged) const {
  std::vector<Stale> out;
  for (const Allowance& allowance : config_.allow) {
    const auto is_by_it = [&, reason = reason_of(allowance)](const Judged* one) {
      return one->suppressed == reason && allows(allowance, one->finding);
    };
    const std::string what = "what it allows of `" + allowance.rule + "`";
    if (!counts(allowance)) {
      out.push_back(stale_at(allowance.where, what + " ended on " + allowance.until +
                                                  ". Remove it, or give it a later day."));
    } else if (std::none_of(judged.begin(), judged.end(), is_by_it)) {
      out.push_back(stale_at(allowance.where, what + " was not found. Remove it if it is gone."));
    }
  }
  return out;
}

}  // namespace packwarden
