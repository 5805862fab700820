#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "report/report.h"

namespace packwarden {

/// The digests of a finished tarball. Fails where it holds no sound gzip stream, and beyond the
/// limits of sources. `where` names it in errors.
[[nodiscard]] Result<PackageDigests> digests_of_tarball(std::string_view bytes,
                                                        const std::string& where);

/// All of the file at `path`, which is regular; a link is followed. More than `limit` bytes are a
/// limit error.
[[nodiscard]] Result<std::string> read_whole_file(const std::string& path, std::uint64_t limit);

/// A larger tarball is not read into memory.
constexpr std::uint64_t kMaxTarballBytes = std::uint64_t{1} << 30U;

}  // namespace packwarden
