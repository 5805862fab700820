#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "source/git_changes.h"
#include "source/source.h"

namespace packwarden {

/// What is read of a repository.
struct GitScope {
  SourceFacts facts;
  std::vector<GitChange> changes;
};

/// The files of a scope as they are in the repository: blobs, whatever lies in the work tree. The
/// repository is that of this process: GIT_DIR, GIT_INDEX_FILE and their like count.
///
/// - Entries are called by their paths from the top of the work tree. A blob that several commits
///   have is one entry.
/// - A symbolic link is an entry that holds its target's text; a submodule is a note.
/// - In place of a pointer of Git LFS comes the file, where it is in the repository; where it is
///   not, the pointer comes, and a note says so.
/// - A path that is not merged, and a blob that is not there, as in partial clones, are problems.
///
/// `scope` is asked when the source is opened.
[[nodiscard]] std::unique_ptr<Source> git_source(std::function<Result<GitScope>()> scope,
                                                 SourceLimits limits);

}  // namespace packwarden
