#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/checked_file.h"
#include "check/release.h"
#include "check/wording.h"
#include "npm/manifest.h"
#include "npm/version_range.h"

// Checks that compare a package with the release before it, and its size with that of others.
namespace packwarden {
namespace {

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;

std::uint64_t total_of(std::span<const PackedPath> files) {
  std::uint64_t out = 0;
  for (const PackedPath& file : files) out += file.bytes;
  return out;
}

std::uint64_t total_of(const Release& release) {
  std::uint64_t out = 0;
  for (const ReleasedFile& file : release.files) out += file.bytes;
  return out;
}

/// Files that are larger than before or new, by how much, the largest first.
std::vector<std::string> largest_additions(const PackageView& package, const Release& before) {
  std::vector<std::pair<std::uint64_t, std::string>> added;
  for (const PackedPath& file : package.files()) {
    const ReleasedFile* old = before.find(file.path);
    const std::uint64_t had = old == nullptr ? 0 : old->bytes;
    if (file.bytes > had) added.emplace_back(file.bytes - had, file.path);
  }
  std::stable_sort(added.begin(), added.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> out;
  for (const auto& [bytes, path] : added) out.push_back(path + " (+" + human_bytes(bytes) + ")");
  return out;
}

std::string version_of(const PackageView& package) {
  return std::string(package.text_in_manifest("version"));
}

/// A major release may change everything; before 1.0.0 a minor one may (Semantic Versioning 2.0.0,
/// 4 and 8).
bool is_major_release(const PackageView& package) {
  const auto now = SemanticVersion::parse(version_of(package), VersionSyntax::loose);
  const auto before = SemanticVersion::parse(package.previous()->version, VersionSyntax::loose);
  if (!now || !before) return false;
  if (now->major != before->major) return now->major > before->major;
  return now->major == 0 && now->minor > before->minor;
}

Severity unless_major(const PackageView& package, Severity severity) {
  return is_major_release(package) ? Severity::note : severity;
}

void check_size(const PackageView& package, PackageHits& hits) {
  if (package.previous() == nullptr) return;
  constexpr std::uint64_t kSmall = std::uint64_t{64} << 10U;
  const std::uint64_t before = total_of(*package.previous());
  const std::uint64_t now = total_of(package.files());
  if (now <= before + kMebibyte) return;
  if (before >= kSmall && now <= before + before / 2) return;
  hits.add(
      {hits.severity(),
       "It grew from " + human_bytes(before) + " to " + human_bytes(now) + " unpacked: " +
           listed(largest_additions(package, *package.previous()), 10, escape_for_display) + ".",
       ""},
      kManifestName);
}

/// The top directories of new files, with their number.
std::vector<std::string> new_directories(const PackageView& package, const Release& before) {
  std::map<std::string, std::size_t> counts;
  for (const PackedPath& file : package.files()) {
    if (before.find(file.path) != nullptr) continue;
    const std::size_t slash = file.path.rfind('/');
    ++counts[slash == std::string::npos ? "./" : file.path.substr(0, slash + 1)];
  }
  std::vector<std::string> out;
  for (const auto& [directory, count] : counts) {
    out.push_back(directory + " (" + grouped(count) + ")");
  }
  return out;
}

void check_count(const PackageView& package, PackageHits& hits) {
  if (package.previous() == nullptr) return;
  constexpr std::size_t kFew = 20;
  const std::size_t before = package.previous()->files.size();
  const std::size_t now = package.files().size();
  if (now < before + kFew || now <= before + before / 2) return;
  hits.add(
      {hits.severity(),
       "It had " + counted(before, "file") + " and has " + grouped(now) + ". New ones are in " +
           listed(new_directories(package, *package.previous()), 10, escape_for_display) + ".",
       ""},
      kManifestName);
}

/// What one can say of a file without its bytes: the directory at the top, the extension, whether
/// it is hidden, whether it is a program.
std::set<std::string> kinds_of(const std::string& path, std::uint32_t mode) {
  constexpr std::uint32_t kExecutable = 0111;
  const CheckedFile file(path, "", mode);
  std::set<std::string> out;
  const std::size_t slash = path.find('/');
  if (slash != std::string::npos) out.insert("the directory " + path.substr(0, slash + 1));
  if (!file.extension().empty()) out.insert("files *." + std::string(file.extension()));
  if (path.starts_with('.') || path.find("/.") != std::string::npos) out.insert("hidden files");
  if ((mode & kExecutable) != 0) out.insert("files with permission to run");
  return out;
}

void check_kinds(const PackageView& package, PackageHits& hits) {
  if (package.previous() == nullptr) return;
  std::set<std::string> known;
  for (const ReleasedFile& file : package.previous()->files)
    known.merge(kinds_of(file.path, file.mode));
  std::map<std::string, std::string> added;  // with the first file of the kind
  for (const PackedPath& file : package.files()) {
    for (const std::string& kind : kinds_of(file.path, file.mode)) {
      if (!known.contains(kind)) added.try_emplace(kind, file.path);
    }
  }
  if (added.empty()) return;
  std::vector<std::string> items;
  for (const auto& [kind, path] : added) items.push_back(kind + " (" + path + ")");
  hits.add({unless_major(package, hits.severity()),
            "New: " + listed(items, 10, escape_for_display) + ".", ""},
           kManifestName);
}

void check_removed(const PackageView& package, PackageHits& hits) {
  if (package.previous() == nullptr) return;
  for (const std::string& path : package.previous()->manifest.entry_points) {
    if (package.previous()->find(path) == nullptr || package.find(path) != nullptr) continue;
    hits.add({unless_major(package, hits.severity()), "", ""}, path);
  }
}

/// By how much a file grew, and its longest line.
void check_growth_of(const PackageView& package, const PackedPath& file, const ReleasedFile& before,
                     PackageHits& hits) {
  constexpr std::uint64_t kLongLine = 100'000;
  constexpr std::uint64_t kMuch = std::uint64_t{64} << 10U;
  const bool grew = file.bytes > before.bytes * 10 && file.bytes >= before.bytes + kMuch;
  bool has_new_line = false;
  std::uint64_t line = 0;
  if (before.longest_line && *before.longest_line <= kLongLine && file.bytes > kLongLine) {
    line = longest_line(package.read(file.path).value_or(""));
    has_new_line = line > kLongLine;
  }
  const CheckedFile named(file.path, "", file.mode);
  const bool is_data =
      named.extension() == "json" || named.name().find(".min.") != std::string::npos;
  if (is_data ? !(grew && has_new_line) : !(grew || has_new_line)) return;
  std::string detail =
      "It grew from " + human_bytes(before.bytes) + " to " + human_bytes(file.bytes);
  if (has_new_line) detail += " and has a line of " + grouped(line) + " bytes";
  hits.add({hits.severity(), detail + ".", ""}, file.path);
}

/// What people write, or programs for people.
bool is_text(const std::string& path) {
  const CheckedFile file(path, "", 0);
  constexpr std::array<std::string_view, 8> kTexts = {"json", "css",  "scss", "less",
                                                      "html", "yaml", "yml",  "vue"};
  return file.is_code() || file.is_documentation() || is_one_of(file.extension(), kTexts);
}

void check_file_growth(const PackageView& package, PackageHits& hits) {
  if (package.previous() == nullptr) return;
  for (const PackedPath& file : package.files()) {
    const ReleasedFile* before = package.previous()->find(file.path);
    if (before == nullptr || before->sha256 == file.sha256 || !is_text(file.path)) continue;
    check_growth_of(package, file, *before, hits);
  }
}

/// Of 2,520 packages of the registry one in a hundred is larger, or has more files.
void check_outlier(const PackageView& package, PackageHits& hits) {
  if (package.previous() != nullptr) return;
  constexpr std::uint64_t kLarge = 27'000'000;
  constexpr std::size_t kMany = 1'521;
  const std::uint64_t bytes = total_of(package.files());
  if (bytes <= kLarge && package.files().size() <= kMany) return;
  std::vector<const PackedPath*> files;
  for (const PackedPath& file : package.files()) files.push_back(&file);
  std::stable_sort(files.begin(), files.end(),
                   [](const PackedPath* a, const PackedPath* b) { return a->bytes > b->bytes; });
  const auto show = [](const PackedPath* file) {
    return escape_for_display(file->path + " (" + human_bytes(file->bytes) + ")");
  };
  hits.add({hits.severity(),
            "It has " + counted(package.files().size(), "file") + " and " + human_bytes(bytes) +
                " unpacked. The largest: " + listed(files, 5, show) + ".",
            ""},
           kManifestName);
}

}  // namespace

const PackageCheck kCorpusOutlier = {
    {"dif-corpus-outlier", Severity::note, "Larger than nearly all packages",
     "Of a hundred packages one is as large as this.",
     "Look at the largest files; give --previous FILE to compare with the last release instead."},
    check_outlier};

const PackageCheck kFileCountGrowth = {
    {"dif-file-count-growth", Severity::medium, "Many more files than the last release",
     "A directory that was never published before is mostly published by accident.",
     "Leave the new directories out with `files`, if they are not meant to ship."},
    check_count};

const PackageCheck kFileGrowth = {
    {"dif-file-growth", Severity::medium, "A file grew out of proportion",
     "Inlined source maps, data and injected code make a file grow so.",
     "Look at what was added to `{path}`."},
    check_file_growth};

const PackageCheck kNewKind = {
    {"dif-new-kind", Severity::medium, "Files of a kind that the last release did not have",
     "What is new is what nobody looked at yet.",
     "Leave them out with `files`, if they are not meant to ship."},
    check_kinds};

const PackageCheck kRemovedEntry = {
    {"dif-removed-entry", Severity::medium, "A file that others load is gone",
     "Whoever loads it by this path breaks.", "Restore `{path}`, or release a major version."},
    check_removed};

const PackageCheck kSizeGrowth = {
    {"dif-size-growth", Severity::medium, "Much larger than the last release",
     "A jump in size is how published sources, maps and caches were noticed: afterwards.",
     "Leave out with `files` what is not meant to ship."},
    check_size};

}  // namespace packwarden
