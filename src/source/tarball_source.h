#pragma once

#include <memory>
#include <string>

#include "source/source.h"

namespace packwarden {

/// The members of an npm tarball: a tar archive, gzip-compressed or not. Entries are called as npm
/// installs them, without the first path segment. Nothing is extracted and no configuration is
/// looked for in it. `limits` hold for the archive as a whole, inflated.
///
/// This one reads the file `path`, as typed; a link is followed.
[[nodiscard]] std::unique_ptr<Source> tarball_from_file(std::string path, SourceLimits limits);

/// The tarball that can be read from `descriptor`, which stays open; for standard input. `name` is
/// what reports call it.
[[nodiscard]] std::unique_ptr<Source> tarball_from_descriptor(int descriptor, std::string name,
                                                              SourceLimits limits);

/// The tarball `bytes`. `name` is what reports call it.
[[nodiscard]] std::unique_ptr<Source> tarball_from_bytes(std::string bytes, std::string name,
                                                         SourceLimits limits);

}  // namespace packwarden
