#include <algorithm>
#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array<const FileCheck*, 58> kChecks = {
    &kNestedArchive,              // arc-nested
    &kPolyglot,                   // arc-polyglot
    &kBuildTraces,                // bin-build-traces
    &kNativeBinary,               // bin-native-binary
    &kWasmSections,               // bin-wasm-sections
    &kCredentialAssistant,        // cred-ai-assistant-config
    &kCredentialApiClient,        // cred-api-client-environment
    &kCredentialCloud,            // cred-cloud-credentials
    &kCredentialDataDump,         // cred-data-dump
    &kCredentialDotenv,           // cred-dotenv
    &kCredentialHomeFile,         // cred-home-file
    &kCredentialInfraState,       // cred-infra-state
    &kCredentialKeystore,         // cred-keystore
    &kCredentialKubeconfig,       // cred-kubeconfig
    &kCredentialMemoryImage,      // cred-memory-image
    &kCredentialNotebook,         // cred-notebook-output
    &kCredentialNpmrc,            // cred-npmrc
    &kCredentialOpenPgp,          // cred-openpgp-secret-key
    &kCredentialPackageManager,   // cred-package-manager-config
    &kCredentialPlatformState,    // cred-platform-state
    &kCredentialPrivateKey,       // cred-private-key-file
    &kCredentialRecoveryCodes,    // cred-recovery-codes
    &kCredentialShellHistory,     // cred-shell-history
    &kCredentialSshKey,           // cred-ssh-key
    &kCredentialTraffic,          // cred-traffic-capture
    &kVendoredBanner,             // lic-vendored-code
    &kLitterBackupFile,           // lit-backup-file
    &kLitterBuildCache,           // lit-build-cache
    &kLitterCiConfig,             // lit-ci-config
    &kLitterContainerFiles,       // lit-container-files
    &kLitterCoverageReport,       // lit-coverage-report
    &kLitterEditorDirectory,      // lit-editor-directory
    &kLitterGitMetadata,          // lit-git-metadata
    &kLitterLogFile,              // lit-log-file
    &kLitterOsMetadata,           // lit-os-metadata
    &kLitterPackageManagerFiles,  // lit-package-manager-files
    &kLitterVcsDirectory,         // lit-vcs-directory
    &kLockfileHost,               // net-lockfile-host
    &kHiddenCode,                 // obf-hidden-code
    &kLongLine,                   // obf-long-line
    &kPracticeDynamicCode,        // practice-dynamic-code
    &kPracticeSigningSecret,      // practice-hardcoded-signing-secret
    &kPracticeHeaders,            // practice-header-protection-off
    &kPracticeTokenNone,          // practice-jwt-none
    &kPracticeLegacyTls,          // practice-legacy-tls
    &kPracticeLogEnvironment,     // practice-log-environment
    &kPracticeLogName,            // practice-log-sensitive-name
    &kPracticePasswordHash,       // practice-password-fast-hash
    &kPracticeTlsOff,             // practice-tls-env-off
    &kPracticeTlsVerification,    // practice-tls-verification-off
    &kPracticeDeserializer,       // practice-unsafe-deserializer
    &kPracticeWeakDerivation,     // practice-weak-kdf-parameters
    &kPracticeYaml,               // practice-yaml-unsafe-load
    &kUnicodeBidi,                // uni-bidi
    &kUnicodeConfusable,          // uni-confusable-identifier
    &kUnicodeInvisible,           // uni-invisible-run
    &kUnicodeIrregular,           // uni-irregular-text
    &kUnicodeZeroWidth,           // uni-zero-width-identifier
};

}  // namespace

std::span<const FileCheck* const> file_checks() { return kChecks; }

}  // namespace packwarden
