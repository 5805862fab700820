#pragma once

#include <map>
#include <string>

#include "check/package_check.h"

namespace packwarden {

/// The packed files that package.json names as what is loaded, run or shown, by their paths: who
/// names them ("\"main\" in package.json"). Without them the package does not work. They are the
/// targets of the fields of check/entry_points.h, what is below `directories.bin` and
/// `directories.man`, and what scripts name that run when the package is installed. A target with
/// `*` names no file, and a directory only where it is not the package as a whole.
[[nodiscard]] std::map<std::string, std::string> named_files(const PackageView& package);

}  // namespace packwarden
