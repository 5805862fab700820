#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/ignore_file.h"
#include "npm/manifest.h"
#include "npm/profile.h"
#include "npm/tree_glob.h"

namespace packwarden {

/// A file that `files` names exactly and that is directly in a directory of the root: npm 9 to 11
/// then take it against that directory's own ignore file.
struct RequiredFile {
  std::string directory;
  std::string name;
  RuleOrigin origin;
};

/// What package.json says of the files of its package (src/npm/README.md sections 5.4 and 5.5).
struct PackageRules {
  std::optional<RuleList> files;  // none: there is no `files`
  RuleList strict;
  std::vector<RequiredFile> required;
};

/// The rules of the package at `directory` of `tree`, "" for its root; looks up what the entries of
/// `files` name there. `bins` are the programs, from `bin` or `directories.bin`. `root` says how
/// npm came to the directory.
[[nodiscard]] Result<PackageRules> package_rules(const FileTree& tree, const std::string& directory,
                                                 const Manifest& manifest,
                                                 const std::vector<BinEntry>& bins,
                                                 const Profile& profile,
                                                 PackageRoot root = PackageRoot::directory);

/// npm's own rules as the profile has them; `source` says which list they are.
[[nodiscard]] Result<RuleList> compile_rules(std::span<const BuiltInRule> rules, RuleSource source,
                                             const Profile& profile);

/// The programs that the package installs: `bin`, or the files below `directories.bin`.
[[nodiscard]] std::vector<BinEntry> bins_of(const FileTree& tree, const std::string& directory,
                                            const Manifest& manifest);

}  // namespace packwarden
