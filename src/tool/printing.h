#pragma once

#include <functional>
#include <iosfwd>

#include "base/json.h"
#include "base/result.h"
#include "report/page.h"

namespace packwarden {

/// Prints what `write` makes on standard output, in colour where the terminal takes it.
[[nodiscard]] Result<void> print_page(const std::function<void(Page&)>& write);
/// The same of one document for programs, indented by two.
[[nodiscard]] Result<void> print_json(const Json& document);

}  // namespace packwarden
