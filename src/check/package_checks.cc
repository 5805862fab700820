#include <array>

#include "check/all.h"

namespace packwarden {
namespace {

constexpr std::array kChecks = {
    &kBudget,                    // dif-budget
    &kCorpusOutlier,             // dif-corpus-outlier
    &kFileCountGrowth,           // dif-file-count-growth
    &kFileGrowth,                // dif-file-growth
    &kNewKind,                   // dif-new-kind
    &kRemovedEntry,              // dif-removed-entry
    &kSizeGrowth,                // dif-size-growth
    &kEntryBrowserConflict,      // entry-browser-conflict
    &kEntryBrowserField,         // entry-browser-field
    &kEntryInterop,              // entry-cjs-default-interop
    &kEntryEsmMain,              // entry-esm-main
    &kEntryExportsArray,         // entry-exports-array
    &kEntryExportsDefaultLast,   // entry-exports-default-last
    &kEntryExportsFolder,        // entry-exports-folder-mapping
    &kEntryExportsGlob,          // entry-exports-glob
    &kEntryExportsModule,        // entry-exports-module-esm
    &kEntryExportsModuleOrder,   // entry-exports-module-order
    &kEntryExportsRoot,          // entry-exports-root
    &kEntryExportsValue,         // entry-exports-value
    &kEntryFieldType,            // entry-field-type
    &kEntryFormat,               // entry-format
    &kEntryImplicitIndex,        // entry-implicit-index
    &kEntryImportsArray,         // entry-imports-array
    &kEntryImportsDefaultLast,   // entry-imports-default-last
    &kEntryImportsFolder,        // entry-imports-folder-mapping
    &kEntryImportsKey,           // entry-imports-key
    &kEntryImportsModule,        // entry-imports-module-esm
    &kEntryImportsModuleOrder,   // entry-imports-module-order
    &kEntryImportsValue,         // entry-imports-value
    &kEntryJsnext,               // entry-jsnext
    &kEntryJsxExtension,         // entry-jsx-extension
    &kEntryModule,               // entry-module-esm
    &kEntryModuleOnly,           // entry-module-only
    &kEntryNestedFields,         // entry-nested-fields
    &kEntryRepository,           // entry-repository
    &kEntrySideEffects,          // entry-side-effects
    &kEntryTypeField,            // entry-type-field
    &kEntryTypesFirst,           // entry-types-first
    &kEntryTypesFormat,          // entry-types-format
    &kEntryTypesNotExported,     // entry-types-not-exported
    &kBinOutside,                // fs-bin-outside
    &kHardLink,                  // fs-hard-link
    &kModeBits,                  // fs-mode-bits
    &kNameBreaksNpm,             // fs-name-breaks-npm
    &kNameCollision,             // fs-name-collision
    &kPathLength,                // fs-path-length
    &kSpecialFile,               // fs-special-file
    &kSymbolicLink,              // fs-symlink
    &kSymbolicLinkEscape,        // fs-symlink-escape
    &kUnsafeName,                // fs-unsafe-name
    &kNoLicenceFile,             // lic-no-license-file
    &kVendoredCode,              // lic-vendored-code
    &kLitterDocsAndMedia,        // lit-docs-and-media
    &kLitterHiddenFile,          // lit-hidden-file
    &kLitterOwnTarball,          // lit-own-tarball
    &kLitterTests,               // lit-tests
    &kLitterToolConfig,          // lit-tool-config
    &kLitterUntrackedFile,       // lit-untracked-file
    &kLitterBareRepository,      // lit-vcs-directory
    &kMapAbsolutePath,           // map-absolute-path
    &kMapInline,                 // map-inline
    &kMapInvalid,                // map-invalid
    &kMapMissingFile,            // map-missing-file
    &kMapMissingSource,          // map-missing-source
    &kMapOrphan,                 // map-orphan
    &kMapOtherCarriers,          // map-other-carriers
    &kMapOutsideSource,          // map-outside-source
    &kMapRemote,                 // map-remote
    &kMapSize,                   // map-size
    &kMapSourcesContent,         // map-sources-content
    &kPlainHttp,                 // net-plain-http
    &kRegistryMismatch,          // net-registry-mismatch
    &kShrinkwrap,                // net-shrinkwrap
    &kProvenanceReadiness,       // out-provenance-readiness
    &kAccessMismatch,            // pkg-access-mismatch
    &kBinTargets,                // pkg-bin
    &kBundleMismatch,            // pkg-bundle-mismatch
    &kConfigNoise,               // pkg-config-noise
    &kDevToolPostinstall,        // pkg-dev-tool-postinstall
    &kEngines,                   // pkg-engines
    &kEntryMissing,              // pkg-entry-missing
    &kFilesCatchAll,             // pkg-files-catch-all
    &kFilesNoMatch,              // pkg-files-no-match
    &kIgnoreFileConflict,        // pkg-ignore-file-conflict
    &kImplicitInstall,           // pkg-implicit-install
    &kJsonSyntax,                // pkg-json-syntax
    &kLicenceField,              // pkg-license-field
    &kLifecycleScript,           // pkg-lifecycle-script
    &kLocalDependency,           // pkg-local-dependency
    &kLocalDevDependency,        // pkg-local-dev-dependency
    &kConfusableName,            // pkg-name-confusable
    &kNestedManifest,            // pkg-nested-manifest
    &kNoFilesField,              // pkg-no-files-field
    &kNpmCorrections,            // pkg-npm-corrections
    &kPrivate,                   // pkg-private
    &kScriptTargetMissing,       // pkg-script-target-missing
    &kUnboundedRange,            // pkg-unbounded-range
    &kUrlDependency,             // pkg-url-dependency
    &kVersionOrder,              // pkg-version-order
    &kPracticeDockerPrivilege,   // practice-docker-privilege
    &kPracticeDockerUser,        // practice-docker-root-user
    &kPracticeDockerSecret,      // practice-docker-secret
    &kPracticeSandbox,           // practice-dynamic-code
    &kPracticeLockfile,          // practice-lockfile
    &kPracticeRateLimit,         // practice-login-rate-limit
    &kPracticeHeaderMiddleware,  // practice-missing-header-middleware
    &kPracticeTlsOffInScripts,   // practice-tls-env-off
    &kPracticeVulnerable,        // practice-vulnerable-dependency
    &kPracticeYamlLoad,          // practice-yaml-unsafe-load
    &kManifestUrl,               // sec-manifest-url-credentials
    &kBundledVulnerability,      // vul-bundled-dependency
    &kEmbeddedLibrary,           // vul-embedded-library
};

}  // namespace

std::span<const PackageCheck* const> package_checks() { return kChecks; }

}  // namespace packwarden
