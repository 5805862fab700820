#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "finding/finding.h"

namespace packwarden {

/// What is said of a check. All texts are fixed; `fix` may hold `{path}`, the file that it is
/// about.
struct CheckInfo {
  std::string_view id;  // one of src/check/README.md; never changes, never used again
  Severity severity;    // unless the check says otherwise of what it found
  std::string_view title;
  std::string_view why;  // a sentence
  std::string_view fix;  // a sentence: an edit that removes the finding
};

/// What a check found.
struct Hit {
  Severity severity = Severity::note;
  std::string detail;  // sentences that follow `why`; hold no secret. May be empty
  std::string fix;     // in place of that of the check; empty: that one
};

/// The finding that `hit` of `check` is, without a place.
[[nodiscard]] Finding finding_of(const CheckInfo& check, const Hit& hit, std::string_view path);

}  // namespace packwarden
