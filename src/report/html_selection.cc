#include "report/html_selection.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "report/ranking.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostGroups = 200;
constexpr std::size_t kDeepestGroups = 4;

/// By path, of a list that is sorted by it.
template <class Item>
const Item* find_by_path(const std::vector<Item>& items, std::string_view path) {
  const auto found = std::lower_bound(
      items.begin(), items.end(), path,
      [](const Item& item, std::string_view sought) { return item.path < sought; });
  return found != items.end() && found->path == path ? &*found : nullptr;
}

void mark(const Judged& judged, FileMark& mark) {
  if (judged.suppressed) {
    ++mark.suppressed;
    return;
  }
  ++mark.findings;
  mark.fails = mark.fails || judged.fails;
  mark.worst = std::max(mark.worst.value_or(Severity::note), judged.finding.severity);
}

/// The entry that a place is in; a path that is none of the target stays as it is.
std::string_view path_of_entry(const std::string& path, const TargetReport& target) {
  if (entry_of(path, target) != nullptr) return path;
  return std::string_view(path).substr(0, path.find('!'));
}

/// Each entry that a finding is in, once.
std::set<std::string_view> paths_of(const Finding& finding, const TargetReport& target) {
  std::set<std::string_view> out = {path_of_entry(finding.location.path, target)};
  for (const AlsoAt& also : finding.also) out.insert(path_of_entry(also.location.path, target));
  return out;
}

/// An entry, and what it is chosen by: files with findings first, then by size.
struct RankedEntry {
  const ListedEntry* entry = nullptr;
  bool is_marked = false;
};

std::vector<RankedEntry> all_entries(const Report& report, const std::vector<FileMarks>& marks) {
  std::vector<RankedEntry> out;
  for (std::size_t i = 0; i < report.targets.size(); ++i) {
    for (const ListedEntry& entry : report.targets[i].entries) {
      out.push_back({&entry, marks[i].contains(entry.path)});
    }
  }
  return out;
}

void select_entries(const Report& report, const std::vector<FileMarks>& marks,
                    PageSelection& selection) {
  std::vector<RankedEntry> all = all_entries(report, marks);
  std::stable_sort(all.begin(), all.end(), [](const RankedEntry& a, const RankedEntry& b) {
    return std::tuple(a.is_marked, a.entry->bytes) > std::tuple(b.is_marked, b.entry->bytes);
  });
  const std::size_t kept = std::min(all.size(), kMostFilesOnPage);
  for (std::size_t i = 0; i < kept; ++i) selection.entries.insert(all[i].entry);
  selection.entries_left_out = all.size() - kept;
}

/// The first `depth` directories on the way to a file; fewer where there are fewer.
std::string_view directory_of(std::string_view path, std::size_t depth) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < depth; ++i) {
    const std::size_t slash = path.find('/', i == 0 ? 0 : end + 1);
    if (slash == path.npos) break;
    end = slash;
  }
  return path.substr(0, end);
}

/// One group more than there may be is all others.
std::vector<FileGroup> grouped_by(std::size_t depth, const TargetReport& target,
                                  const PageSelection& selection) {
  std::map<std::string_view, FileGroup> by_directory;
  FileGroup others;
  for (const ListedEntry& entry : target.entries) {
    if (selection.entries.contains(&entry)) continue;
    const std::string_view directory = directory_of(entry.path, depth);
    const bool has_room = by_directory.size() < kMostGroups || by_directory.contains(directory);
    FileGroup& group = has_room ? by_directory[directory] : others;
    if (has_room) group.directory = directory;
    ++group.files;
    group.bytes += entry.bytes;
  }
  std::vector<FileGroup> out;
  for (auto& [directory, group] : by_directory) out.push_back(std::move(group));
  if (others.files > 0) out.push_back(std::move(others));
  return out;
}

}  // namespace

const ListedEntry* entry_of(std::string_view path, const TargetReport& target) {
  return find_by_path(target.entries, path);
}

const ListedChange* change_of(std::string_view path, const TargetReport& target) {
  return target.changes ? find_by_path(*target.changes, path) : nullptr;
}

FileMarks marks_of(const TargetReport& target) {
  FileMarks out;
  for (const Judged& judged : target.findings) {
    for (const std::string_view path : paths_of(judged.finding, target)) {
      mark(judged, out[std::string(path)]);
    }
  }
  return out;
}

bool is_new(const Judged& judged, const TargetReport& target) {
  if (judged.suppressed) return false;
  // Checks of what changed say so wherever they point to.
  if (!target.changes || judged.finding.rule_id.starts_with("dif-")) return true;
  const auto paths = paths_of(judged.finding, target);
  return std::any_of(paths.begin(), paths.end(),
                     [&](std::string_view path) { return change_of(path, target) != nullptr; });
}

PageSelection page_selection(const Report& report, const std::vector<FileMarks>& marks) {
  PageSelection out;
  const std::vector<RankedFinding> ranked = worst_first(targets_in(report));
  const std::size_t kept = std::min(ranked.size(), kMostFindingsOnPage);
  for (std::size_t i = 0; i < kept; ++i) out.findings.insert(ranked[i].judged);
  out.findings_left_out = ranked.size() - kept;
  select_entries(report, marks, out);
  return out;
}

std::vector<FileGroup> grouped_files(const TargetReport& target, const PageSelection& selection) {
  std::vector<FileGroup> out = grouped_by(1, target, selection);
  for (std::size_t depth = 2; depth <= kDeepestGroups; ++depth) {
    std::vector<FileGroup> deeper = grouped_by(depth, target, selection);
    if (deeper.size() > kMostGroups) break;
    out = std::move(deeper);
  }
  return out;
}

}  // namespace packwarden
