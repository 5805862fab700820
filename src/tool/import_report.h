#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "policy/foreign_match.h"

namespace packwarden {

/// Prints how much was carried over, and each thing that was not, with the reason.
[[nodiscard]] Result<void> print_carried_over(const CarriedOver& carried);

/// Writes a policy at `path` that allows them; where a file is there, and for nobody to edit but
/// whoever owns it, prints what to add. Without allowances nothing happens.
[[nodiscard]] Result<void> write_allowances(const std::string& path,
                                            const std::vector<ProposedAllowance>& allowances);

}  // namespace packwarden
