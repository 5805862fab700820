#pragma once

#include <cstdint>

#include "base/json.h"
#include "check/package_check.h"

namespace packwarden {

/// Who may read the sources of a package, as its manifest says.
enum class SourceAccess : std::uint8_t {
  everybody,  // under a license that gives them away, or that lets them be read
  unknown,    // nothing is said, or nothing that is known
  few,        // unlicensed, under terms of its own, or published for a few
};

/// Of `license`, the old `licenses`, and `publishConfig.access`.
[[nodiscard]] SourceAccess source_access_of(const Json& manifest);

/// The same of a package: where its manifest points to a file of it, the beginning of that file may
/// say that everybody has the sources under one license, and that others can buy another.
[[nodiscard]] SourceAccess source_access_of(const PackageView& package);

}  // namespace packwarden
