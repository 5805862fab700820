#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "policy/config.h"
#include "policy/stale.h"

namespace packwarden {

/// A finding with the verdict of the policy. A suppressed one is reported too.
struct Judged {
  Finding finding;
  std::optional<std::string> suppressed;  // by what: "packwarden.json:12: REASON"; none: it counts
  bool fails = false;                     // it alone makes the exit status 1
};

/// How bad what a rule or a check finds is where no policy says otherwise; none: there is no rule
/// and no check of this id.
using UsualSeverity = std::function<std::optional<Severity>(std::string_view id)>;

/// What decides whether a finding fails the audit.
class Policy {
 public:
  /// Findings of `fail_on` and worse fail.
  explicit Policy(Severity fail_on = Severity::high);

  /// The policy of whoever runs the audit: what `config` allows counts until the day `today`,
  /// YYYY-MM-DD. What it extends is merged already.
  [[nodiscard]] static Policy of(Config config, std::string today);

  /// The same but for what `found`, which lies in the tree that is audited, makes stricter. Gives a
  /// note for each setting that would loosen it, and is refused.
  [[nodiscard]] Policy tightened_by(const Config& found, const UsualSeverity& usual,
                                    std::vector<std::string>& notes) const;

  [[nodiscard]] Severity fail_on() const { return config_.fail_on->severity; }
  [[nodiscard]] CheckGroups groups() const;
  [[nodiscard]] std::vector<Budget> budgets() const;
  /// Whether comments in files may suppress findings.
  [[nodiscard]] bool takes_inline_suppressions() const;
  /// Whether a suppression in vain fails the audit.
  [[nodiscard]] bool fails_on_stale() const;
  /// YYYY-MM-DD.
  [[nodiscard]] const std::string& today() const { return today_; }

  /// A finding of several places is suppressed where all of them are allowed.
  [[nodiscard]] Judged judge(Finding finding) const;

  /// What it allows in vain: of a day that is over, or what is in none of `judged`.
  [[nodiscard]] std::vector<Stale> stale(const std::vector<const Judged*>& judged) const;

  /// All that is set, with its origins.
  [[nodiscard]] const Config& config() const { return config_; }
  /// How bad what some rules find is at least, by what lies in the tree that is audited.
  [[nodiscard]] const std::vector<SeverityChange>& least_severities() const { return least_; }

 private:
  [[nodiscard]] bool counts(const Allowance& allowance) const;
  /// Whether whoever runs the audit allows the same: as where the tree has the same policy.
  [[nodiscard]] bool allows_as_well(const Allowance& other) const;
  [[nodiscard]] Severity severity_of(std::string_view rule, Severity usual) const;
  void raise(const std::vector<SeverityChange>& changes, const UsualSeverity& usual,
             std::vector<std::string>& notes);

  Config config_;
  std::vector<SeverityChange> least_;
  std::map<std::string, Severity, std::less<>> changed_;
  std::map<std::string, Severity, std::less<>> least_by_rule_;
  std::string today_;
};

}  // namespace packwarden
