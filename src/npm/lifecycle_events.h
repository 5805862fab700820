#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "npm/package_manager.h"

namespace packwarden {

/// When a package manager that publishes runs a script of package.json. One that fails stops the
/// publish, unless the package is uploaded.
enum class LifecycleTime : std::uint8_t {
  never,
  before_tarball,
  after_tarball,
  after_upload,
};

/// As npm 11, pnpm 10 and 12, Yarn 4, Yarn 1 and Bun 1.4 were seen to do it; npm also says so in
/// `npm help scripts`.
[[nodiscard]] LifecycleTime lifecycle_time(PackageManager manager, std::string_view event);

/// The scripts that are run between `event` and the tarball, in this order. None where `event` is
/// not run before the tarball is made.
[[nodiscard]] std::span<const std::string_view> events_between(PackageManager manager,
                                                               std::string_view event);

/// Whether `later` is one of these.
[[nodiscard]] bool is_run_behind(PackageManager manager, std::string_view event,
                                 std::string_view later);

}  // namespace packwarden
