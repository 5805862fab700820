#pragma once

#include "check/file_check.h"
#include "check/package_check.h"

// Every check, each in the file of its name. Rows of file_checks.cc and package_checks.cc.
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
extern const FileCheck kLongLine;

extern const PackageCheck kCorpusOutlier;
extern const PackageCheck kEngines;
extern const PackageCheck kFileCountGrowth;
extern const PackageCheck kFileGrowth;
extern const PackageCheck kManifestUrl;
extern const PackageCheck kNewKind;
extern const PackageCheck kRemovedEntry;
extern const PackageCheck kSizeGrowth;

}  // namespace packwarden
