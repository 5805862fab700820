#pragma once

#include <cstdint>

#include "base/json.h"
#include "check/package_check.h"

namespace packwarden {

/// Who may read the sources of a package.
enum class SourceAccess : std::uint8_t {
  everybody,  // a licence under which they are there to be read
  few,        // none, terms of one's own, or a package that is not for everybody
  unknown,    // nothing is said that is known
};

/// By the licence and `publishConfig.access`. Beside licences that SPDX lists as they are spelled
/// there, what begins like one counts (`GPLv3`), and what lets everybody read without more.
[[nodiscard]] SourceAccess source_access_of(const Json& manifest);

/// The same of a package: where its manifest points to a file of it, the beginning of that file may
/// say that everybody has the sources under one licence, and that others can buy another.
[[nodiscard]] SourceAccess source_access_of(const PackageView& package);

}  // namespace packwarden
