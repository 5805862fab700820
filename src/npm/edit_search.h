#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"
#include "npm/pack_edit.h"
#include "npm/packlist.h"
#include "npm/walker.h"

namespace packwarden {

/// How many edits are tried on the path alone. More come up only where many directories on the way
/// have ignore files.
constexpr std::size_t kMaxCandidates = 12;

/// How many edits are tried on the whole package. Each costs a walk over it.
constexpr std::size_t kMaxSimulations = 4;

/// An edit that was tried and changes the outcome.
struct SuggestedEdit {
  PackEdit edit;
  std::uint64_t also_packed = 0;    // other files that are packed then
  std::uint64_t also_left_out = 0;  // other files that are not packed any more

  [[nodiscard]] std::uint64_t side_effects() const { return also_packed + also_left_out; }
};

/// What came of the search.
struct EditSearch {
  std::vector<SuggestedEdit> edits;  // the best first
  /// The rule that decides against the simplest edit, where no edit helps. None: there is no such
  /// rule.
  std::optional<RuleTurn> obstacle;
};

/// A path and how the package's own rules decide on it.
struct EditGoal {
  std::string path;                     // of a file or directory, relative to the package
  bool packed = false;                  // what it is now; of a directory: whether anything in it is
  std::vector<WalkStep> steps;          // that lead to it, or to the directory that is not entered
  std::vector<std::string> all_packed;  // of the package as it is, as npm knows them, sorted
};

/// Edits that turn the outcome around, those with the fewest side effects first, simple ones before
/// others. Each is tried: the walk to the path is done again as if it were made, and up to
/// kMaxSimulations times the walk over the whole package. The search ends at one without side
/// effects.
[[nodiscard]] EditSearch find_edits(const FileTree& tree, const Manifest& manifest,
                                    const PackContext& context, const EditGoal& goal);

/// The paths of all files that npm packs, as npm knows them, sorted by bytes.
[[nodiscard]] Result<std::vector<std::string>> packed_paths(const FileTree& tree,
                                                            const Manifest& manifest,
                                                            const PackContext& context);

}  // namespace packwarden
