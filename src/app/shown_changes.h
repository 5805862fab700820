#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "finding/finding.h"
#include "fix/unified_diff.h"
#include "match/database.h"
#include "policy/policy.h"
#include "validate/inspector.h"

namespace packwarden {

/// The changes of files as one diff. One that would show a secret, or that does something to a
/// terminal or a CI service, is not in it: `withheld` says of which files.
struct ShownChanges {
  std::string diff;
  std::vector<std::string> withheld;  // paths
};

/// `changes` have their paths in the package; the diff has them behind `directory`, which is that
/// of the package as people know it, where that is a path downwards. What `inspector` finds in a
/// file is a secret, and so is what `findings` of the audit say of it.
[[nodiscard]] Result<ShownChanges> shown_changes(std::span<const FileChangeText> changes,
                                                 const std::string& directory,
                                                 std::span<const Judged> findings,
                                                 Inspector& inspector);

}  // namespace packwarden
