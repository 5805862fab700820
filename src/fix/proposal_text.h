#pragma once

#include <iosfwd>

#include "fix/proposal.h"
#include "report/page.h"
#include "report/report.h"

namespace packwarden {

/// For people, in lines of at most 80 columns: which findings go and which stay and why, and the
/// edits in words. Pure. Nothing where there is no finding.
void write_proposal_text(const FixProposal& proposal, const ReportStyle& style, std::ostream& out);

/// A line for a finding, as the proposal has it: severity, where, and the check.
void write_finding_line(Page& page, const Finding& finding);

}  // namespace packwarden
