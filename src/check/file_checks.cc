#include <algorithm>
#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array kChecks = {
    &kCredentialAssistant,   &kCredentialApiClient,      &kCredentialCloud,
    &kCredentialDataDump,    &kCredentialDotenv,         &kCredentialHomeFile,
    &kCredentialInfraState,  &kCredentialKeystore,       &kCredentialKubeconfig,
    &kCredentialMemoryImage, &kCredentialNotebook,       &kCredentialNpmrc,
    &kCredentialOpenPgp,     &kCredentialPackageManager, &kCredentialPlatformState,
    &kCredentialPrivateKey,  &kCredentialRecoveryCodes,  &kCredentialShellHistory,
    &kCredentialSshKey,      &kCredentialTraffic,        &kLongLine,
};

}  // namespace

std::span<const FileCheck* const> file_checks() { return kChecks; }

}  // namespace packwarden
