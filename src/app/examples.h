#pragma once

// What help says beside the options.
namespace packwarden {

inline constexpr const char* kDescription =
    "Shows what npm publish would upload from a package, and finds the secrets in it.\n"
    "Without a command: audit.";

inline constexpr const char* kExamples = R"(
Examples:
  packwarden                         audit the package in this directory
  packwarden audit packages/core     audit another one
  packwarden audit core-1.0.0.tgz    audit a finished tarball
  packwarden list                    the files that npm would publish
  packwarden scan src .env           look for secrets in any files

Exit status:
  0  finished, nothing at or above the threshold
  1  finished, findings at or above the threshold
  2  could not finish: nothing may be concluded

packwarden COMMAND --help shows the options.)";

inline constexpr const char* kAuditExamples = R"(
Examples:
  packwarden audit
  packwarden audit --fail-on medium packages/core
  packwarden audit --workspaces
  packwarden audit --format text --format json=report.json core-1.0.0.tgz
  packwarden audit --format github --format sarif=packwarden.sarif
  npm pack --silent | xargs packwarden audit)";

inline constexpr const char* kDiffExamples = R"(
Examples:
  packwarden diff core-1.0.0.tgz core-1.1.0.tgz
  packwarden diff --format json audit-of-1.0.0.json core-1.1.0.tgz

Shows the files that are new, gone or changed, and what was found in NEW only:
secrets by their values, all else by what is said of it. What became worse, or
is in another file, is new.
The exit status is that of an audit of what was found.)";

inline constexpr const char* kFixExamples = R"(
Examples:
  packwarden fix                        what would take unwanted files out
  packwarden fix --write packages/core
  packwarden fix --only map-sources-content,lit-tests
  packwarden fix | git apply            only the diff is on standard output

The edit is tried before it is shown: all other files are packed as before.
Status 0: nothing to fix, or all is fixed. 1: an edit is shown and not made,
or findings stay that no edit of the list of files removes.)";

inline constexpr const char* kListExamples = R"(
Examples:
  packwarden list
  packwarden list --json packages/core
  packwarden list --npm 12 --workspace core

The text shows what `npm pack` does. --json prints what `npm pack --dry-run
--json` prints, but for size, shasum and integrity, which npm's compressor
decides: they are null.)";

inline constexpr const char* kWhyExamples = R"(
Examples:
  packwarden why dist/index.js.map
  packwarden why --npm 12 .env packages/core

PATH is relative to the package. The answer names the rule that decides, its
file and line, and the edit that would turn the outcome around. Status 2: there
is no such file or directory in the package.)";

inline constexpr const char* kPackExamples = R"(
Examples:
  packwarden pack --out core-1.0.0.tgz && npm publish ./core-1.0.0.tgz
  packwarden pack --out build packages/core

The file is written when the audit is clean, and only then.)";

inline constexpr const char* kRangeExamples = R"(
Examples:
  packwarden range origin/main..HEAD
  packwarden range HEAD~3
  packwarden range                   in CI: the pull request, or what was pushed

Each version of a file that the commits add is looked into once, whatever became
of it later. A clone that does not reach back to where the range begins is
status 2, and the answer is the command that fetches the rest.)";

inline constexpr const char* kStagedExamples = R"(
Examples:
  packwarden staged
  packwarden staged --fail-on medium
  packwarden staged -- src config

What counts is the index, not the files on disk. Secrets that HEAD has in the
same file are listed and do not fail.)";

inline constexpr const char* kSbomExamples = R"(
Examples:
  packwarden sbom --out core.cdx.json
  packwarden sbom --workspace core
  packwarden sbom core-1.0.0.tgz | jq '.components[].name'

CycloneDX 1.6: the package, each of its files with its SHA-256, the packages
that it bundles with their licences and dependencies, and code of others by
its banners. The same package gives the same bytes. It is dated only where
SOURCE_DATE_EPOCH is set.

Exit status: 0, or 2 where not all of the package could be read.)";

inline constexpr const char* kScanExamples = R"(
Examples:
  packwarden scan dist
  packwarden scan --format json src .env vendor.tgz
  git show HEAD:config.js | packwarden scan -)";

inline constexpr const char* kVerifyExamples = R"(
Examples:
  packwarden audit --format statement=audit.json
  npm pack
  packwarden verify core-1.0.0.tgz --statement audit.json && npm publish ./core-1.0.0.tgz

The statement of a directory holds the digest of the tar archive that npm
makes of it; how npm compresses it does not matter. Every difference fails.)";

inline constexpr const char* kWorkerExamples = R"(
Examples:
  packwarden worker < requests.ndjson > results.ndjson
  parallel --pipe -N100 --keep-order packwarden worker < requests.ndjson

One line of JSON for each audit, {"id": "1", "path": "core-1.0.0.tgz"}, with
"npm" (9 to 12 or "both") and "integrity" ("sha512-...") where they matter. One
line of result for each, in order: {"id", "status", "report", "toolVersion",
"rulesHash"}. What cannot be audited is status 2 on its line, and the next one
starts clean. Known values are off here: --known-values auto looks for those
of this machine. One thread: start one worker for each processor.

Exit status: 0 at the end of the input and after SIGTERM, whatever was found;
2 where input or output fails.)";

}  // namespace packwarden
