#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array kChecks = {
    &kCorpusOutlier, &kFileCountGrowth, &kFileGrowth, &kNewKind,
    &kRemovedEntry,  &kSizeGrowth,      &kEngines,    &kManifestUrl,
};

}  // namespace

std::span<const PackageCheck* const> package_checks() { return kChecks; }

}  // namespace packwarden
