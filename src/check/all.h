#pragma once

#include "check/file_check.h"
#include "check/package_check.h"

// Every check, each in the file of its name or with its family. Rows of file_checks.cc and
// package_checks.cc.
namespace packwarden {

extern const FileCheck kCredentialApiClient;
extern const FileCheck kCredentialAssistant;
extern const FileCheck kCredentialCloud;
extern const FileCheck kCredentialDataDump;
extern const FileCheck kCredentialDotenv;
extern const FileCheck kCredentialHomeFile;
extern const FileCheck kCredentialInfraState;
extern const FileCheck kCredentialKeystore;
extern const FileCheck kCredentialKubeconfig;
extern const FileCheck kCredentialMemoryImage;
extern const FileCheck kCredentialNotebook;
extern const FileCheck kCredentialNpmrc;
extern const FileCheck kCredentialOpenPgp;
extern const FileCheck kCredentialPackageManager;
extern const FileCheck kCredentialPlatformState;
extern const FileCheck kCredentialPrivateKey;
extern const FileCheck kCredentialRecoveryCodes;
extern const FileCheck kCredentialShellHistory;
extern const FileCheck kCredentialSshKey;
extern const FileCheck kCredentialTraffic;
extern const FileCheck kHiddenCode;
extern const FileCheck kLockfileHost;
extern const FileCheck kLongLine;
extern const FileCheck kUnicodeBidi;
extern const FileCheck kUnicodeConfusable;
extern const FileCheck kUnicodeInvisible;
extern const FileCheck kUnicodeIrregular;
extern const FileCheck kUnicodeZeroWidth;
extern const FileCheck kVendoredBanner;

extern const PackageCheck kAccessMismatch;
extern const PackageCheck kBinTargets;
extern const PackageCheck kBundleMismatch;
extern const PackageCheck kBundledVulnerability;
extern const PackageCheck kConfigNoise;
extern const PackageCheck kCorpusOutlier;
extern const PackageCheck kDevToolPostinstall;
extern const PackageCheck kEmbeddedLibrary;
extern const PackageCheck kEngines;
extern const PackageCheck kEntryMissing;
extern const PackageCheck kFileCountGrowth;
extern const PackageCheck kFileGrowth;
extern const PackageCheck kFilesCatchAll;
extern const PackageCheck kFilesNoMatch;
extern const PackageCheck kIgnoreFileConflict;
extern const PackageCheck kImplicitInstall;
extern const PackageCheck kJsonSyntax;
extern const PackageCheck kLicenceField;
extern const PackageCheck kLifecycleScript;
extern const PackageCheck kLocalDependency;
extern const PackageCheck kLocalDevDependency;
extern const PackageCheck kManifestUrl;
extern const PackageCheck kMapAbsolutePath;
extern const PackageCheck kMapInline;
extern const PackageCheck kMapInvalid;
extern const PackageCheck kMapMissingFile;
extern const PackageCheck kMapMissingSource;
extern const PackageCheck kMapOrphan;
extern const PackageCheck kMapOtherCarriers;
extern const PackageCheck kMapOutsideSource;
extern const PackageCheck kMapRemote;
extern const PackageCheck kMapSize;
extern const PackageCheck kMapSourcesContent;
extern const PackageCheck kNestedManifest;
extern const PackageCheck kNewKind;
extern const PackageCheck kNoFilesField;
extern const PackageCheck kNoLicenceFile;
extern const PackageCheck kNpmCorrections;
extern const PackageCheck kPlainHttp;
extern const PackageCheck kPrivate;
extern const PackageCheck kRegistryMismatch;
extern const PackageCheck kRemovedEntry;
extern const PackageCheck kScriptTargetMissing;
extern const PackageCheck kShrinkwrap;
extern const PackageCheck kSizeGrowth;
extern const PackageCheck kUnboundedRange;
extern const PackageCheck kUrlDependency;
extern const PackageCheck kVendoredCode;
extern const PackageCheck kVersionOrder;

}  // namespace packwarden
