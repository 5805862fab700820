#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array<const PackageCheck*, 1> kChecks = {
    &kEngines,
};

}  // namespace

std::span<const PackageCheck* const> package_checks() { return kChecks; }

}  // namespace packwarden
