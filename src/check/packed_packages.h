#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "check/package_check.h"

namespace packwarden {

/// Another package in the one that is published: its package.json is an object.
struct PackedPackage {
  std::string path;     // of its package.json
  std::string name;     // "" without one
  std::string version;  // the same
  Json manifest;        // an object

  /// Its directory below the last `node_modules/`: "name", "@scope/name"; "" of one elsewhere.
  [[nodiscard]] std::string_view installed_as() const;
  /// Whether it is below a `node_modules` in the root.
  [[nodiscard]] bool is_in_root_modules() const { return path.starts_with("node_modules/"); }
};

/// More are not looked at (PackageView::packages).
inline constexpr std::size_t kMostPackedPackages = 5'000;

/// The name of the package that a path below `node_modules/` belongs to: what follows the last one.
/// "" of other paths.
[[nodiscard]] std::string_view module_of(std::string_view path);

}  // namespace packwarden
