#pragma once

#include <optional>
#include <string>

#include "check/release.h"
#include "match/database.h"

namespace packwarden {

struct PreviousRelease {
  Release release;
  std::optional<std::string> tarball;  // its bytes; none where only a statement is known
};

/// The release in the file at `path`: a tarball, or what an audit of it wrote with `--format
/// statement=FILE`. Fails where it is neither, and where it cannot be read as a whole.
[[nodiscard]] Result<PreviousRelease> read_previous(const std::string& path,
                                                    const Database& database);

}  // namespace packwarden
