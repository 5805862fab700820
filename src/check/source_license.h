#pragma once

#include <cstdint>

#include "base/json.h"

namespace packwarden {

/// Who may read the sources of a package, as its manifest says.
enum class SourceAccess : std::uint8_t {
  everybody,  // under a license that gives them away, or that lets them be read
  unknown,    // nothing is said, or nothing that is known
  few,        // unlicensed, under terms of its own, or published for a few
};

/// Of `license`, the old `licenses`, and `publishConfig.access`.
[[nodiscard]] SourceAccess source_access_of(const Json& manifest);

}  // namespace packwarden
