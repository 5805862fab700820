#pragma once

#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "policy/config.h"

namespace packwarden {

/// A finding with the verdict of the policy. A suppressed one is reported too.
struct Judged {
  Finding finding;
  std::optional<std::string> suppressed;  // by what: "packwarden.json:12: REASON"; none: it counts
  bool fails = false;                     // it alone makes the exit status 1
};

/// What decides whether a finding fails the audit.
class Policy {
 public:
  /// Findings of `fail_on` and worse fail.
  explicit Policy(Severity fail_on = Severity::high) : fail_on_(fail_on) {}

  /// The policy of whoever runs the audit: what `config` allows counts until the day `today`,
  /// YYYY-MM-DD. Where `fail_on` is given it counts more than what `config` says.
  [[nodiscard]] static Policy of(const Config& config, std::optional<Severity> fail_on,
                                 std::string today);

  /// The same but for what `found`, which lies in the tree that is audited, makes stricter. Gives a
  /// note for each setting that would loosen it, and is refused.
  [[nodiscard]] Policy tightened_by(const Config& found, std::vector<std::string>& notes) const;

  [[nodiscard]] Severity fail_on() const { return fail_on_; }

  /// A finding of several places is suppressed where all of them are allowed.
  [[nodiscard]] Judged judge(Finding finding) const;

  /// Sentences on what it allows in vain: of a day that is over, or what is in none of `judged`.
  [[nodiscard]] std::vector<std::string> stale_notes(
      const std::vector<const Judged*>& judged) const;

 private:
  [[nodiscard]] bool counts(const Allowance& allowance) const;

  Severity fail_on_;
  std::vector<Allowance> allow_;
  std::string today_;
};

}  // namespace packwarden
