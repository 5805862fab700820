#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "source/git_objects.h"

namespace packwarden {

/// The files of one commit, or of the index, in the repository of this process, whatever lies in
/// the work tree.
class RevisionFiles {
 public:
  /// Of a revision as in gitrevisions(7). Fails where there is no such commit, with the command
  /// that fetches it.
  [[nodiscard]] static Result<std::unique_ptr<RevisionFiles>> of_commit(
      const std::string& revision);
  /// Of the index, which `git commit` would use.
  [[nodiscard]] static std::unique_ptr<RevisionFiles> of_index();

  /// The bytes of the file at `path`, from the top of the work tree and normalised; none: there is
  /// no such file. Fails at more than `most` bytes, and at a path that leads out of the repository.
  [[nodiscard]] Result<std::optional<std::string>> read(const std::string& path,
                                                        std::uint64_t most);
  /// The same of a file that must be there.
  [[nodiscard]] Result<std::string> read_existing(const std::string& path, std::uint64_t most);

 private:
  RevisionFiles() : objects_(GitPlace::caller) {}

  GitObjects objects_;
  std::string tree_;  // the id of a commit; "": the index
};

}  // namespace packwarden
