#pragma once

#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "fix/remedies.h"
#include "policy/policy.h"

namespace packwarden {

/// Which findings are to go away.
struct FixRequest {
  Severity at_least = Severity::medium;
  std::vector<std::string> only;  // ids of checks, whatever their severity; empty: all

  [[nodiscard]] bool names(std::string_view id) const;
  [[nodiscard]] bool asks_for(const Finding& finding) const;
};

/// A finding that is to go away, and what stands in its way.
struct FixCase {
  const Finding* finding = nullptr;
  const Remedy* remedy = nullptr;  // null: only leaving out the files that it is in helps
  std::vector<std::string> paths;  // files to leave out; empty: leaving out is not what helps
};

/// Those of `findings`, which outlive them, that `request` asks for. `packed` are the paths of all
/// files that are packed, sorted. A file is also left out for the sake of findings that have no
/// remedy, where they stand only in files that some check would have out of the package anyway.
[[nodiscard]] std::vector<FixCase> cases_for(std::span<const Judged> findings,
                                             const FixRequest& request,
                                             std::span<const std::string> packed);

}  // namespace packwarden
