#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "fix/unified_diff.h"
#include "fix/unwanted.h"
#include "npm/pack_edit.h"
#include "npm/package.h"
#include "policy/policy.h"

namespace packwarden {

/// What becomes of a finding.
enum class FixOutcome : std::uint8_t {
  gone,       // once the edits are made
  unasked,    // an edit is made only where the check is asked for by its id
  elsewhere,  // no edit of what is packed is its fix
  in_vain,    // no edit does it
};

/// A finding that was to go away.
struct FixedCase {
  const Finding* finding = nullptr;
  FixOutcome outcome = FixOutcome::elsewhere;
  std::string file;  // in vain: one that stays, or an entry of `files`
  std::string why;   // it does; "": not known
};

/// Edits of a package that make findings go away. They were tried: what is packed then is all that
/// was packed before but the files that are unwanted.
struct FixProposal {
  std::vector<PackEdit> edits;          // of what is packed, in the order in which they are made
  bool strips_credentials = false;      // package.json loses users and passwords of addresses
  std::vector<FileChangeText> changes;  // of all edits together; paths are those in the package
  std::vector<FixedCase> cases;         // in the order of the findings

  [[nodiscard]] bool changes_something() const { return !changes.empty(); }
};

/// The edits for what `request` asks for of the findings of an audit of `package`, which outlive
/// the proposal. `npm` are the versions that pack it. Fails where it cannot be packed, and where a
/// file to edit is a link.
[[nodiscard]] Result<FixProposal> propose_fix(const Package& package, const std::vector<int>& npm,
                                              std::span<const Judged> findings,
                                              const FixRequest& request);

}  // namespace packwarden
