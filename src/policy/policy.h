#pragma once

#include <optional>
#include <string>

#include "finding/finding.h"

namespace packwarden {

/// A finding with the verdict of the policy. A suppressed one is reported too.
struct Judged {
  Finding finding;
  std::optional<std::string> suppressed;  // by what; none: it counts
  bool fails = false;                     // it alone makes the exit status 1
};

/// What decides whether a finding fails the audit.
class Policy {
 public:
  /// Findings of `fail_on` and worse fail.
  explicit Policy(Severity fail_on = Severity::high) : fail_on_(fail_on) {}

  [[nodiscard]] Severity fail_on() const { return fail_on_; }
  [[nodiscard]] Judged judge(Finding finding) const;

 private:
  Severity fail_on_;
};

}  // namespace packwarden
