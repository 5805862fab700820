#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// What a dependency asks for.
enum class SpecKind : std::uint8_t {
  version,
  range,
  tag,
  git,
  remote,  // a tarball by its address
  local,   // a directory or a tarball on disk
};

/// "name@spec" as npm takes it apart: the value of a dependency, or a key of `overrides`.
struct PackageSpec {
  std::string name;  // "" where the text begins with no name
  SpecKind kind = SpecKind::range;
  std::string range;      // of a version or range: it, trimmed; of git: the range behind "#semver:"
  std::string text;       // how npm prints the part behind the name
  bool is_alias = false;  // "npm:other@1": kind and range are those of the other package
};

/// Takes `text` apart. Fails with a refusal where npm throws: names and tags that are none,
/// addresses of unknown protocols. `where` names the text in errors.
[[nodiscard]] Result<PackageSpec> parse_package_spec(std::string_view text, std::string_view where);

/// Whether npm takes `name` for the name of a package, be it one that may no longer be published.
[[nodiscard]] bool is_package_name(std::string_view name);

}  // namespace packwarden
