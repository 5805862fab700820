#include "source/package_origins.h"

#include <unistd.h>

#include <algorithm>
#include <unordered_set>

#include "base/descriptor.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"
#include "source/git_files.h"

namespace packwarden {
namespace {

/// Whether git would find a repository from there: looking costs less than asking.
bool is_in_work_tree(const Package& package) {
  const auto root = package.tree().absolute_path();
  if (!root) return false;
  std::string directory = join_paths(*root, package.path_of(""));
  while (true) {
    if (::access(join_paths(directory, ".git").c_str(), F_OK) == 0) return true;
    if (directory == "/" || directory == ".") return false;
    directory = directory_name(directory);
  }
}

/// What git lists, to look paths up.
class Listing {
 public:
  explicit Listing(std::vector<std::string> paths)
      : paths_(std::move(paths)), index_(paths_.begin(), paths_.end()) {}

  [[nodiscard]] bool contains(std::string_view path) const { return index_.contains(path); }
  /// Whether a directory above the path is listed, as only a submodule is.
  [[nodiscard]] bool contains_above(std::string_view path) const {
    for (std::size_t slash = path.rfind('/'); slash != std::string_view::npos && slash > 0;
         slash = path.rfind('/', slash - 1)) {
      if (index_.contains(path.substr(0, slash))) return true;
    }
    return false;
  }

 private:
  std::vector<std::string> paths_;
  std::unordered_set<std::string_view> index_;
};

bool is_installed(std::string_view path) {
  return path.starts_with("node_modules/") || path.find("/node_modules/") != std::string_view::npos;
}

/// `untracked` stands for all that is not tracked.
std::vector<Origin> compare(const Listing& tracked, const std::vector<std::string_view>& paths) {
  std::vector<Origin> out;
  out.reserve(paths.size());
  for (const std::string_view path : paths) {
    if (tracked.contains(path)) {
      out.push_back(Origin::tracked);
    } else {
      const bool is_known = !is_installed(path) && !tracked.contains_above(path);
      out.push_back(is_known ? Origin::untracked : Origin::unknown);
    }
  }
  return out;
}

}  // namespace

std::vector<Origin> origins_of(const Package& package, const std::vector<std::string_view>& paths) {
  if (!is_in_work_tree(package)) return {};
  const std::string directory = package.path_of("");
  const auto opened = package.tree().open_file(directory.empty() ? "." : directory);
  if (!opened) return {};
  auto tracked = git_files(*opened);
  if (!tracked) return {};
  const Listing listing(*std::move(tracked));
  if (!listing.contains(kManifestName)) return {};
  std::vector<Origin> out = compare(listing, paths);
  if (std::find(out.begin(), out.end(), Origin::untracked) == out.end()) return out;
  auto untracked = git_files(*opened, GitFiles::untracked);
  if (!untracked) return out;
  const Listing others(*std::move(untracked));
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] == Origin::untracked && !others.contains(paths[i])) out[i] = Origin::ignored;
  }
  return out;
}

}  // namespace packwarden
