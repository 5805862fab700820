#pragma once

#include "check/file_check.h"
#include "check/package_check.h"

// Every check, each in the file of its name. Rows of file_checks.cc and package_checks.cc.
namespace packwarden {

extern const FileCheck kCredentialDotenv;
extern const FileCheck kLongLine;

extern const PackageCheck kCorpusOutlier;
extern const PackageCheck kEngines;
extern const PackageCheck kFileCountGrowth;
extern const PackageCheck kFileGrowth;
extern const PackageCheck kNewKind;
extern const PackageCheck kRemovedEntry;
extern const PackageCheck kSizeGrowth;

}  // namespace packwarden
