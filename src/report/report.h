#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "check/inventory.h"
#include "check/release.h"
#include "npm/profile.h"
#include "policy/policy.h"
#include "source/source.h"

namespace packwarden {

/// `incomplete` wins over `findings`. The names reach reports and never change.
enum class ReportStatus : std::uint8_t { clean, findings, incomplete };

[[nodiscard]] std::string_view name_of(ReportStatus status);

/// Entries and their bytes.
struct Coverage {
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;

  Coverage& operator+=(const Coverage& other) {
    entries += other.entries;
    bytes += other.bytes;
    return *this;
  }
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

/// One entry as listed in the summary.
struct ListedEntry {
  std::string path;
  std::uint64_t bytes = 0;
  std::uint32_t mode = 0;
  NpmVersions packed_by;  // of a package directory
  std::string sha256;     // of its bytes, in hexadecimal; empty: nobody asked
  EntryKind kind = EntryKind::file;
  std::optional<std::string> reason = std::nullopt;  // the rule that packs it; "": no rule leaves
                                                     // it out. None: nobody asked, or nobody knows
};

/// What a package is as one thing, in hexadecimal; empty: not known.
struct PackageDigests {
  std::string tar_sha512;   // of the tar archive, not compressed
  std::string file_sha512;  // of the finished tarball
  std::string integrity;    // of the same, as npm writes it: "sha512-" and base64
};

enum class Change : std::uint8_t { added, changed, removed };

[[nodiscard]] std::string_view name_of(Change change);

/// A file that is not as it was in the release before.
struct ListedChange {
  std::string path;
  Change change = Change::changed;
  std::uint64_t bytes_before = 0;
  std::uint64_t bytes = 0;
};

/// Where a target lies in the repository that holds it, for formats that point at files there.
struct Whereabouts {
  std::string root;       // the repository, else the working directory: absolute, and never shown
  std::string directory;  // the target, relative to that; "": the same, or nobody knows
};

/// What packs a file that git does not have, so that nobody can look at it in the repository.
struct PackingLine {
  std::string path;        // of the file, in the package
  std::uint64_t line = 0;  // of package.json, from 1
};

/// What was audited as one thing. The invariant: seen = scanned + named.
struct TargetReport {
  SourceFacts facts;
  Whereabouts whereabouts;
  PackageDigests digests;
  ManifestFacts manifest;              // of a package
  std::optional<Inventory> inventory;  // of a package; none: nobody asked
  Coverage seen;
  Coverage scanned;
  Coverage named;                                    // in problems
  std::vector<ListedEntry> entries;                  // sorted by path; packages and tarballs only
  std::optional<std::vector<ListedChange>> changes;  // by path; none: compared with nothing
  std::vector<Judged> findings;                      // sorted by comes_before
  std::vector<Error> problems;                       // sorted by where, what
  std::vector<std::string> notes;                    // those of `facts` included
  std::vector<PackingLine> packing_lines;            // by path; of files with findings
};

struct ToolFacts {
  std::string version;
  std::string rules;   // "sha256:…" of the embedded rules
  std::string engine;  // "hyperscan 5.4.0"
};

/// When an audit was run, for formats that demand to be told: seconds since 1970.
struct AuditTimes {
  std::uint64_t began = 0;
  std::uint64_t ended = 0;
};

struct Report {
  ToolFacts tool;
  std::vector<TargetReport> targets;
  std::optional<std::uint64_t> made_at = std::nullopt;  // seconds since 1970; none: not to be told
  AuditTimes times = {};
};

/// Incomplete when there are problems, nothing was seen, or less was scanned than seen.
[[nodiscard]] ReportStatus status_of(const TargetReport& target);
/// The worst status of its targets; incomplete when there is none.
[[nodiscard]] ReportStatus status_of(const Report& report);

enum class Verbosity : std::uint8_t { quiet, normal, verbose };

/// How a report is dressed. Reporters never ask the terminal.
struct ReportStyle {
  bool color = false;
  Verbosity verbosity = Verbosity::normal;
};

/// One output format. `write` is a pure function of its arguments.
struct Reporter {
  std::string_view name;
  std::string_view description;
  void (*write)(const Report& report, const ReportStyle& style, std::ostream& out);
};

/// All formats, sorted by name.
[[nodiscard]] std::span<const Reporter> reporters();
/// The format called `name`, or null.
[[nodiscard]] const Reporter* find_reporter(std::string_view name);

}  // namespace packwarden
