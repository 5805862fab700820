#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/report.h"

// What of a report has room on a page that a browser is to show at once.
namespace packwarden {

constexpr std::size_t kMostFindingsOnPage = 5000;
constexpr std::size_t kMostFilesOnPage = 5000;

/// What findings say of a packed file. One that says the same of several files counts in each.
struct FileMark {
  std::optional<Severity> worst;  // of those that are not suppressed; none: all are
  std::uint64_t findings = 0;     // not suppressed
  std::uint64_t suppressed = 0;
  bool fails = false;
};

/// By the path of the entry: what is in a member of an archive is in the archive.
using FileMarks = std::map<std::string, FileMark, std::less<>>;

[[nodiscard]] FileMarks marks_of(const TargetReport& target);

/// The entries of this path; null: there is none.
[[nodiscard]] const ListedEntry* entry_of(std::string_view path, const TargetReport& target);

/// How a file differs from the release before; null: not at all, or nobody knows.
[[nodiscard]] const ListedChange* change_of(std::string_view path, const TargetReport& target);

/// Whether nobody had to know of a finding: it is not suppressed and, where there is a release
/// before, in a file that is new or changed, or a finding of what changed.
[[nodiscard]] bool is_new(const Judged& judged, const TargetReport& target);

/// Which findings and files are shown one by one. Borrows the report.
struct PageSelection {
  std::set<const Judged*> findings;
  std::set<const ListedEntry*> entries;
  std::size_t findings_left_out = 0;
  std::size_t entries_left_out = 0;
};

/// The worst findings; files with findings, then the largest.
[[nodiscard]] PageSelection page_selection(const Report& report,
                                           const std::vector<FileMarks>& marks);

/// The files of a target that are not shown one by one, as one for each of some directories.
struct FileGroup {
  std::string directory;  // "" is the package itself
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

/// By directory, as deep as there are not too many of them. Of very many the last, "" again, is all
/// others.
[[nodiscard]] std::vector<FileGroup> grouped_files(const TargetReport& target,
                                                   const PageSelection& selection);

}  // namespace packwarden
