#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace packwarden {

/// What one rule is to be about.
enum class GroupKind : std::uint8_t {
  file,
  directory,  // with all that is packed below it
  pattern,    // what is called so at every depth, such as "*.map"
};

/// Files that one rule can name together.
struct PathGroup {
  GroupKind kind = GroupKind::file;
  std::string text;  // a path, or a rule for a name
};

/// Which files are taken together.
enum class Grouping : std::uint8_t {
  by_name,   // those of one name or kind at every depth, whole directories
  by_place,  // those of one kind, whole directories
  off,       // none
};

/// `targets` as few groups, none of which is about another of the files that are packed. `packed`
/// is sorted.
[[nodiscard]] std::vector<PathGroup> groups_of(const std::set<std::string>& targets,
                                               std::span<const std::string> packed,
                                               Grouping grouping);

/// How an entry of `files` finds a name.
enum class EntryAnchor : std::uint8_t { none, root };

/// The entry of `files` that leaves a group out.
[[nodiscard]] std::string negated_entry(const PathGroup& group, EntryAnchor anchor);

/// The line of an ignore file in the root of the package that does.
[[nodiscard]] std::string ignore_line(const PathGroup& group);

/// Entries of `files` that pack `wanted` and none of `unwanted` where nothing else is on disk: top
/// files and directories, and behind them what is to stay out of these.
[[nodiscard]] std::vector<std::string> allow_list(const std::set<std::string>& wanted,
                                                  const std::set<std::string>& unwanted);

}  // namespace packwarden
