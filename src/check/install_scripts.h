#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/package_check.h"

namespace packwarden {

/// A packed file that a script names.
struct ScriptFile {
  std::string_view script;  // "preinstall", "install" or "postinstall"
  std::string path;
};

/// The packed files that are named anywhere in the scripts that run when the package is installed,
/// in whatever program and argument: rather one too many than one too few.
[[nodiscard]] std::vector<ScriptFile> files_of_install_scripts(const PackageView& package);

}  // namespace packwarden
