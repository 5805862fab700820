#include "npm/overlay_tree.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace packwarden {
namespace {

/// Replaces the entry of that name, or adds one in its place by bytes.
void put_entry(std::string_view name, std::vector<DirectoryEntry>& entries) {
  const auto at = std::lower_bound(
      entries.begin(), entries.end(), name,
      [](const DirectoryEntry& entry, std::string_view value) { return entry.name < value; });
  if (at != entries.end() && at->name == name) {
    at->type = FileType::regular;
  } else {
    entries.insert(at, {std::string(name), FileType::regular});
  }
}

}  // namespace

void OverlayTree::put(const std::string& path, std::string content) {
  contents_[path] = std::move(content);
}

Result<std::vector<DirectoryEntry>> OverlayTree::list(const std::string& directory) const {
  TRY_ASSIGN(std::vector<DirectoryEntry> entries, base_.list(directory));
  const std::string prefix = directory.empty() ? "" : directory + "/";
  for (const auto& [path, content] : contents_) {
    if (!path.starts_with(prefix)) continue;
    const std::string_view name = std::string_view(path).substr(prefix.size());
    if (name.find('/') == std::string_view::npos) put_entry(name, entries);
  }
  return entries;
}

Result<FileStatus> OverlayTree::lstat(const std::string& path) const {
  const auto content = contents_.find(path);
  if (content == contents_.end()) return base_.lstat(path);
  FileStatus out;
  out.mode = 0644;
  if (const auto replaced = base_.lstat(path); replaced && replaced->type == FileType::regular) {
    out = *replaced;
  }
  out.size = content->second.size();
  return out;
}

Result<std::string> OverlayTree::real_directory(const std::string& path) const {
  return base_.real_directory(path);
}

Result<std::string> OverlayTree::read(const std::string& path, std::uint64_t limit) const {
  const auto content = contents_.find(path);
  if (content == contents_.end()) return base_.read(path, limit);
  if (content->second.size() > limit) return fail(file_too_large(path, limit));
  return content->second;
}

}  // namespace packwarden
