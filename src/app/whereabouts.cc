#include "app/whereabouts.h"

#include <sys/stat.h>

#include <string>

#include "npm/directory.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

/// A worktree and a submodule have a file of that name.
bool is_repository(const std::string& directory) {
  struct stat facts = {};
  return lstat(join_paths(directory, ".git").c_str(), &facts) == 0;
}

/// The repository around an absolute path; "": there is none.
std::string repository_around(std::string directory) {
  while (!is_repository(directory)) {
    if (directory == "/") return {};
    directory = directory_name(directory);
  }
  return directory;
}

}  // namespace

Whereabouts whereabouts_of(const SourceFacts& facts) {
  const bool is_package = facts.kind == SourceKind::package;
  const auto here = real_path(".");
  const auto target = is_package ? real_path(facts.root) : here;
  if (!here || !target) return {};
  std::string root = repository_around(*target);
  if (root.empty()) root = *here;
  const std::string directory = relative_path(root, *target);
  const bool is_below = directory != "." && directory != ".." && !directory.starts_with("../");
  // Paths of other sources count from the root already, or from nowhere on disk.
  const bool counts = is_below && (is_package || facts.kind == SourceKind::paths);
  return {root, counts ? directory : std::string()};
}

}  // namespace packwarden
