#pragma once

#include "app/options.h"
#include "report/report.h"

namespace packwarden {

/// Says of findings in files of the work tree which versions of npm would pack them, and in a note
/// of which packages they would be published. Packages are those of the directories above a file;
/// what is private, and what npm cannot pack, is none.
void mark_what_ships(const Options& options, TargetReport& report);

}  // namespace packwarden
