#include <algorithm>
#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array<const FileCheck*, 2> kChecks = {
    &kCredentialDotenv,
    &kLongLine,
};

}  // namespace

std::span<const FileCheck* const> file_checks() { return kChecks; }

}  // namespace packwarden
