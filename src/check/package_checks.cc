#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array<const PackageCheck*, 66> kChecks = {
    &kCorpusOutlier,         // dif-corpus-outlier
    &kFileCountGrowth,       // dif-file-count-growth
    &kFileGrowth,            // dif-file-growth
    &kNewKind,               // dif-new-kind
    &kRemovedEntry,          // dif-removed-entry
    &kSizeGrowth,            // dif-size-growth
    &kBinOutside,            // fs-bin-outside
    &kHardLink,              // fs-hard-link
    &kModeBits,              // fs-mode-bits
    &kNameBreaksNpm,         // fs-name-breaks-npm
    &kNameCollision,         // fs-name-collision
    &kPathLength,            // fs-path-length
    &kSpecialFile,           // fs-special-file
    &kSymbolicLink,          // fs-symlink
    &kSymbolicLinkEscape,    // fs-symlink-escape
    &kUnsafeName,            // fs-unsafe-name
    &kNoLicenceFile,         // lic-no-license-file
    &kVendoredCode,          // lic-vendored-code
    &kLitterDocsAndMedia,    // lit-docs-and-media
    &kLitterHiddenFile,      // lit-hidden-file
    &kLitterOwnTarball,      // lit-own-tarball
    &kLitterTests,           // lit-tests
    &kLitterToolConfig,      // lit-tool-config
    &kLitterUntrackedFile,   // lit-untracked-file
    &kLitterBareRepository,  // lit-vcs-directory
    &kMapAbsolutePath,       // map-absolute-path
    &kMapInline,             // map-inline
    &kMapInvalid,            // map-invalid
    &kMapMissingFile,        // map-missing-file
    &kMapMissingSource,      // map-missing-source
    &kMapOrphan,             // map-orphan
    &kMapOtherCarriers,      // map-other-carriers
    &kMapOutsideSource,      // map-outside-source
    &kMapRemote,             // map-remote
    &kMapSize,               // map-size
    &kMapSourcesContent,     // map-sources-content
    &kPlainHttp,             // net-plain-http
    &kRegistryMismatch,      // net-registry-mismatch
    &kShrinkwrap,            // net-shrinkwrap
    &kAccessMismatch,        // pkg-access-mismatch
    &kBinTargets,            // pkg-bin
    &kBundleMismatch,        // pkg-bundle-mismatch
    &kConfigNoise,           // pkg-config-noise
    &kDevToolPostinstall,    // pkg-dev-tool-postinstall
    &kEngines,               // pkg-engines
    &kEntryMissing,          // pkg-entry-missing
    &kFilesCatchAll,         // pkg-files-catch-all
    &kFilesNoMatch,          // pkg-files-no-match
    &kIgnoreFileConflict,    // pkg-ignore-file-conflict
    &kImplicitInstall,       // pkg-implicit-install
    &kJsonSyntax,            // pkg-json-syntax
    &kLicenceField,          // pkg-license-field
    &kLifecycleScript,       // pkg-lifecycle-script
    &kLocalDependency,       // pkg-local-dependency
    &kLocalDevDependency,    // pkg-local-dev-dependency
    &kNestedManifest,        // pkg-nested-manifest
    &kNoFilesField,          // pkg-no-files-field
    &kNpmCorrections,        // pkg-npm-corrections
    &kPrivate,               // pkg-private
    &kScriptTargetMissing,   // pkg-script-target-missing
    &kUnboundedRange,        // pkg-unbounded-range
    &kUrlDependency,         // pkg-url-dependency
    &kVersionOrder,          // pkg-version-order
    &kManifestUrl,           // sec-manifest-url-credentials
    &kBundledVulnerability,  // vul-bundled-dependency
    &kEmbeddedLibrary,       // vul-embedded-library
};

}  // namespace

std::span<const PackageCheck* const> package_checks() { return kChecks; }

}  // namespace packwarden
