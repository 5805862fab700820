#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array<const PackageCheck*, 7> kChecks = {
    &kCorpusOutlier, &kFileCountGrowth, &kFileGrowth, &kNewKind,
    &kRemovedEntry,  &kSizeGrowth,      &kEngines,
};

}  // namespace

std::span<const PackageCheck* const> package_checks() { return kChecks; }

}  // namespace packwarden
