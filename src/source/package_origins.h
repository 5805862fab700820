#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "npm/package.h"
#include "source/origin.h"

namespace packwarden {

/// What git knows of files of the package, by their paths beneath its root. Empty where nothing can
/// be said: outside of a work tree, where git does not answer (git_files.h), and where it does not
/// track package.json: then all of the package was made by a build.
///
/// Of what was installed, and of what is in a submodule, it is not known. Git is started in a work
/// tree only, and a second time where it does not track one of the files.
[[nodiscard]] std::vector<Origin> origins_of(const Package& package,
                                             const std::vector<std::string_view>& paths);

}  // namespace packwarden
