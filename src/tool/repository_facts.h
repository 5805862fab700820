#pragma once

#include <string>
#include <vector>

#include "npm/file_tree.h"
#include "tool/diagnosis.h"

namespace packwarden {

/// The repository that a directory is in, for people: from its files, and from git where hooks are.
struct RepositoryFacts {
  std::string
      top;  // of the work tree, as a path on disk; the directory itself where git knows none
  GitFacts git;
  std::vector<NamedText> ci;  // what tells a service of CI what to run
  std::vector<std::string> notes;
};

/// Reads at most 1 MiB of each file; of a larger one, and of one that cannot be read, a note tells.
/// No link is followed out of the repository.
[[nodiscard]] RepositoryFacts repository_facts(const std::string& directory);

}  // namespace packwarden
