#include "app/advisory_files.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "npm/disk_tree.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostFiles = 1'000'000;
constexpr std::uint64_t kMostOfOne = std::uint64_t{4} << 20U;
constexpr std::uint64_t kMostOfAll = std::uint64_t{2} << 30U;
constexpr int kMostLevels = 8;

class AdvisoryFiles {
 public:
  AdvisoryFiles(const DiskTree& tree, std::string shown) : tree_(tree), shown_(std::move(shown)) {}

  Result<Advisories> read() {
    std::vector<std::string> level = {""};
    for (int depth = 0; depth < kMostLevels && !level.empty(); ++depth) {
      std::vector<std::string> next;
      for (const std::string& directory : level) TRY(read_in(directory, next));
      level = std::move(next);
    }
    if (!level.empty()) {
      return fail(limit_error(shown_, "directories are nested too deep", {"levels", kMostLevels}));
    }
    if (files_ == 0) return fail(ErrorKind::config, shown_, "there are no advisories in it");
    return std::move(out_);
  }

 private:
  Result<void> read_in(const std::string& directory, std::vector<std::string>& directories) {
    TRY_ASSIGN(const std::vector<DirectoryEntry> entries, tree_.list(directory));
    for (const DirectoryEntry& entry : entries) {
      std::string path = beneath(directory, entry.name);
      FileType type = entry.type;
      if (type == FileType::unknown) {
        TRY_ASSIGN(const FileStatus status, tree_.lstat(path));
        type = status.type;
      }
      if (type == FileType::directory) directories.push_back(std::move(path));
      if (type == FileType::regular && entry.name.ends_with(".json")) TRY(read_file(path));
    }
    return {};
  }

  Result<void> read_file(const std::string& path) {
    TRY_ASSIGN(const std::string text, tree_.read(path, kMostOfOne));
    bytes_ += text.size();
    if (++files_ > kMostFiles) {
      return fail(limit_error(shown_, "there are too many advisories", {"files", kMostFiles}));
    }
    if (bytes_ > kMostOfAll) {
      return fail(limit_error(shown_, "the advisories are too large", {"total-bytes", kMostOfAll}));
    }
    return out_.add(text, join_paths(shown_, path));
  }

  const DiskTree& tree_;
  std::string shown_;
  Advisories out_;
  std::uint64_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<Advisories> read_advisories(const std::string& directory) {
  TRY_ASSIGN(const std::unique_ptr<DiskTree> tree, DiskTree::open(directory));
  return AdvisoryFiles(*tree, directory).read();
}

}  // namespace packwarden
