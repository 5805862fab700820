#include "policy/policy.h"

#include <algorithm>
#include <utility>

namespace packwarden {
namespace {

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

std::string note(const std::string& where, const std::string& what) { return where + ": " + what; }

}  // namespace

Policy Policy::of(const Config& config, std::optional<Severity> fail_on, std::string today) {
  Policy out(fail_on ? *fail_on : config.fail_on ? config.fail_on->severity : Severity::high);
  out.allow_ = config.allow;
  out.today_ = std::move(today);
  return out;
}

Policy Policy::tightened_by(const Config& found, std::vector<std::string>& notes) const {
  constexpr std::string_view kRefused =
      " does not count: what lies in the package cannot loosen its own audit. Name the file with "
      "--config where it may.";
  Policy out = *this;
  if (found.fail_on && found.fail_on->severity > fail_on_) {
    notes.push_back(note(found.fail_on->where, "`failOn` = ")
                        .append(name_of(found.fail_on->severity))
                        .append(kRefused));
  } else if (found.fail_on) {
    out.fail_on_ = found.fail_on->severity;
  }
  for (const Allowance& allowance : found.allow) {
    notes.push_back(
        note(allowance.where, "what it allows of `" + allowance.rule + "`").append(kRefused));
  }
  return out;
}

bool Policy::counts(const Allowance& allowance) const {
  return allowance.until.empty() || today_ <= allowance.until;
}

Judged Policy::judge(Finding finding) const {
  const auto allowed = std::find_if(allow_.begin(), allow_.end(), [&](const Allowance& allowance) {
    return counts(allowance) && allows(allowance, finding);
  });
  if (allowed != allow_.end()) return {std::move(finding), reason_of(*allowed), false};
  const bool fails = finding.severity >= fail_on_;
  return {std::move(finding), std::nullopt, fails};
}

std::vector<std::string> Policy::stale_notes(const std::vector<const Judged*>& judged) const {
  std::vector<std::string> out;
  for (const Allowance& allowance : allow_) {
    const auto is_by_it = [reason = reason_of(allowance)](const Judged* one) {
      return one->suppressed == reason;
    };
    const std::string what = "what it allows of `" + allowance.rule + "`";
    if (!counts(allowance)) {
      out.push_back(note(allowance.where, what + " ended on " + allowance.until +
                                              ". Remove it, or give it a later day."));
    } else if (std::none_of(judged.begin(), judged.end(), is_by_it)) {
      out.push_back(note(allowance.where, what + " was not found. Remove it if it is gone."));
    }
  }
  return out;
}

}  // namespace packwarden
