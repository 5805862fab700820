#include "npm/cached_tree.h"

#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kMaxKept = 1'000'000;

}  // namespace

Result<std::vector<DirectoryEntry>> CachedTree::list(const std::string& directory) const {
  const auto known = listings_.find(directory);
  if (known != listings_.end()) return known->second;
  TRY_ASSIGN(std::vector<DirectoryEntry> entries, base_.list(directory));
  if (entries_ + entries.size() < kMaxKept) {
    entries_ += entries.size() + 1;
    listings_.emplace(directory, entries);
  }
  return entries;
}

Result<FileStatus> CachedTree::lstat(const std::string& path) const {
  const auto known = statuses_.find(path);
  if (known != statuses_.end()) return known->second;
  TRY_ASSIGN(const FileStatus status, base_.lstat(path));
  if (statuses_.size() < kMaxKept) statuses_.emplace(path, status);
  return status;
}

Result<std::string> CachedTree::real_directory(const std::string& path) const {
  return base_.real_directory(path);
}

Result<std::string> CachedTree::read(const std::string& path, std::uint64_t limit) const {
  return base_.read(path, limit);
}

}  // namespace packwarden
