#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/ignore_file.h"
#include "npm/package_rules.h"

namespace packwarden {

/// Budgets of a walk; reaching one is a limit error.
struct WalkLimits {
  std::size_t files = 200'000;
  std::size_t path_bytes = 4096;
  std::size_t path_depth = 256;
  std::uint64_t steps = 20'000'000'000;  // of matching, about one a comparison
};

/// Which files besides its own rules a directory below the root is judged by.
enum class NestedManifests : std::uint8_t {
  ignored,
  read_as_rules,  // in the root of workspaces npm reads each package.json as an ignore file
};

/// Whether the ignore files in the root of the package count.
enum class RootIgnoreFiles : std::uint8_t { read, passed_over };

/// A rule that turned the answer about a name around.
struct RuleTurn {
  std::string directory;  // whose rule it is, relative to the package
  std::string text;       // of the rule, as it stands there or as npm makes it
  RuleOrigin origin;
  bool includes = false;  // else it excludes
};

/// Whether the walk goes into a directory. Inside an included one, entries are judged even where
/// a rule further up excludes them. The names reach reports and never change.
enum class Entered : std::uint8_t { no, partially, exactly };

/// The name of `entered` as reports print it.
[[nodiscard]] std::string_view name_of(Entered entered);

/// How the rules decided on one name on the way to a path.
struct WalkStep {
  std::string path;  // relative to the package
  FileType type = FileType::regular;
  bool included = false;            // of a file
  Entered entered = Entered::no;    // of a directory
  std::vector<RuleTurn> turns;      // from "included" on, in order: the last one decides
  std::vector<std::string> passed;  // directories whose rules were not asked
};

/// Takes the steps of a walk.
using WalkStepSink = std::function<void(WalkStep)>;

/// What the rules let in and npm leaves out without a word.
struct DroppedEntry {
  std::string path;
  /// A link, or a device, socket or pipe; of others the name has a "*".
  FileType type = FileType::link;
};

/// What a walk is given. Everything outlives it.
struct WalkRequest {
  std::string directory;                    // the package, beneath the tree's root; "" is the root
  std::vector<const RuleList*> root_lists;  // in order; those of the package follow
  RootIgnoreFiles root_ignore_files = RootIgnoreFiles::read;
  const PackageRules* package = nullptr;   // counts where there is a package.json
  const RuleList* defaults = nullptr;      // of every directory below
  const RuleList* strict_below = nullptr;  // the same
  NestedManifests nested_manifests = NestedManifests::ignored;
  WalkLimits limits;
  /// Where it is set, the walk looks at nothing but this path, what is below it and the directories
  /// that lead to it.
  std::optional<std::string> only;
  WalkStepSink steps;  // hears of `only` and what leads to it, else of all
  std::vector<DroppedEntry>* dropped = nullptr;  // appended to, up to a thousand
};

/// A file that the rules let in, by the path that npm knows it by.
struct FoundFile {
  std::string path;
  FileStatus status;
  /// Where it is, if that is another path, as below a link.
  std::unique_ptr<const std::string> source;
};

/// Goes over a package as npm does (src/npm/README.md section 4) and returns the files that it
/// packs, by their paths in it and in no particular order. Fails where npm fails: at what cannot be
/// listed or looked up, and at names that it cannot handle.
[[nodiscard]] Result<std::vector<FoundFile>> walk_package(const FileTree& tree,
                                                          const WalkRequest& request);

}  // namespace packwarden
