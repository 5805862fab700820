#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/edit_search.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"
#include "npm/packlist.h"
#include "npm/walker.h"

namespace packwarden {

/// What becomes of a path. The names reach reports and never change.
enum class PathVerdict : std::uint8_t {
  packed,    // of a directory: something in it is
  left_out,  // by the rules; of a directory: all that is in it
  missing,   // there is nothing
  link,      // npm never packs links, nor what is behind them
  special,   // nor devices, sockets and pipes
  star,      // nor what has "*" in its name
};

/// The name of `verdict` as reports print it.
[[nodiscard]] std::string_view name_of(PathVerdict verdict);

/// What an ignore file on the way to a path contributed. The names reach reports and never change.
enum class IgnoreFileRole : std::uint8_t {
  matches,           // a rule of it had a say
  silent,            // no rule of it had
  not_asked,         // the directory was entered for one inclusion, which decides there
  behind_npmignore,  // a .gitignore that an .npmignore hides
  behind_files,      // in the root, where package.json has `files`
  behind_manifest,   // in a package below a root of workspaces
  behind_bundle,     // in the root of a bundled package
};

/// The name of `role` as reports print it.
[[nodiscard]] std::string_view name_of(IgnoreFileRole role);

/// An ignore file on the way to a path.
struct IgnoreFileUse {
  std::string path;  // relative to the package
  IgnoreFileRole role = IgnoreFileRole::silent;

  friend bool operator==(const IgnoreFileUse&, const IgnoreFileUse&) = default;
};

/// A rule that had a say on a path.
struct ExplainedRule {
  RuleOrigin origin;
  std::string text;       // as it stands there; "" of the rule that `files` excludes all else by
  std::string rule;       // what npm makes of it: mostly the same
  std::string directory;  // whose rule it is
  bool includes = false;  // else it excludes
};

/// What the rules said of one name on the way to a path.
struct ExplainedStep {
  std::string path;
  FileType type = FileType::regular;
  bool included = false;             // of a file
  Entered entered = Entered::no;     // of a directory
  std::vector<ExplainedRule> rules;  // in order: the last one decides; none: nothing excludes it
};

/// Why npm packs a path or does not. All paths are relative to the package, but those of ignore
/// files of the root of workspaces, which count from there.
struct Explanation {
  std::string path;
  int npm = 0;  // the version that was asked about
  FileType type = FileType::regular;
  PathVerdict verdict = PathVerdict::missing;
  std::string blamed;         // the component that is missing, a link, special, or has the star
  std::uint64_t files = 0;    // packed ones at the path or below it
  std::uint64_t bundled = 0;  // those of them that belong to bundled packages
  std::string package;        // the bundled package whose rules decide; "" is the package itself
  std::vector<ExplainedStep> steps;  // in the order of the path; the last one decides
  std::vector<IgnoreFileUse> ignore_files;
  std::string not_bundled;           // why what is below node_modules is not
  std::vector<SuggestedEdit> edits;  // that turn the outcome around, the best first
  std::string fixed;                 // why there is none, where that is known
};

/// Explains a file or directory of the package; a "./" in front and slashes behind do not count.
/// Its answer is that of `packlist`. Fails where `path` is not one within the package, and where
/// the package cannot be packed.
[[nodiscard]] Result<Explanation> explain(const FileTree& tree, const Manifest& manifest,
                                          const PackContext& context, const std::string& path);

}  // namespace packwarden
