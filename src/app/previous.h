#pragma once

#include <string>

#include "check/release.h"
#include "match/database.h"

namespace packwarden {

/// The release in the file at `path`: a tarball, or what an audit of it wrote with `--format
/// statement=FILE`. Fails where it is neither, and where it cannot be read as a whole.
[[nodiscard]] Result<Release> read_previous(const std::string& path, const Database& database);

}  // namespace packwarden
