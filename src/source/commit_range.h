#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "source/git_source.h"

namespace packwarden {

/// Which commits are looked into: those that one can reach from `tips` and not from what they are
/// compared with.
struct CommitRange {
  std::string text;                // for people: "origin/main..HEAD"
  std::vector<std::string> tips;   // revisions
  std::vector<std::string> bases;  // revisions; must be there, and have history in common
  /// Of a push: what any branch of this remote has does not count either. "" for none.
  std::string remote;
  /// The id of a commit that the tips must hold: that of a pull request. "" for none.
  std::string held = {};
};

/// `A..B`, `A...B` and `A..`; `A` is `A..HEAD`, and so is `A..`. Fails at texts that are none of
/// these, and at `..B`: it is what an empty variable leaves.
[[nodiscard]] Result<CommitRange> parse_commit_range(std::string_view text);

/// What git tells a pre-push hook on standard input (githooks(5)), of a push to `remote`, as a
/// range: nothing to look into where branches are only deleted.
[[nodiscard]] Result<CommitRange> pushed_range(std::string_view lines, const std::string& remote);

/// The files that the commits of a range add or change, each version once; of a merge those that
/// differ from all of its parents.
///
/// Fails where a revision is not known, and in a shallow clone that does not reach back to where
/// the range begins, with the command that fetches what is missing: to guess would be to look at
/// too little, or at everything.
[[nodiscard]] Result<GitScope> files_of_commits(const CommitRange& range);

}  // namespace packwarden
