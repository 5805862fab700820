#pragma once

#include <string_view>

namespace packwarden {

/// The licence of SPDX's list that `name` is, whatever its case, in SPDX's spelling; "" of another.
[[nodiscard]] std::string_view licence_named(std::string_view name);

/// The same of an exception to a licence, which may stand behind `WITH`.
[[nodiscard]] std::string_view exception_named(std::string_view name);

}  // namespace packwarden
