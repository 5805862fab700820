#pragma once

#include <string>
#include <string_view>

namespace packwarden {

/// "pkg:npm/%40scope/name@1.0.0" (Package URL specification, type npm). The case of names stays: to
/// the registry they are different packages. "" without a version, and of what npm takes for no
/// name.
[[nodiscard]] std::string package_url(std::string_view name, std::string_view version);

}  // namespace packwarden
