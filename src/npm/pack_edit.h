#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"

namespace packwarden {

/// What an edit does to the file that it names. The names reach reports and never change.
enum class EditKind : std::uint8_t {
  add_files_entry,     // at the end of `files` in package.json
  remove_files_entry,  // from it
  add_lines,           // at the end of an ignore file
  remove_line,         // from it
  create_npmignore,    // npm then reads the .gitignore beside it no more
  add_files,           // the list `files` itself, to a package.json that has none
};

/// The name of `kind` as reports print it.
[[nodiscard]] std::string_view name_of(EditKind kind);

/// A change of what is packed.
struct PackEdit {
  EditKind kind = EditKind::add_lines;
  std::string file;                // relative to the package
  std::uint64_t place = 0;         // of what is removed: the index of an entry, or a line from 1
  std::vector<std::string> texts;  // what is added, or the one that is removed
  std::string repeated;            // the .gitignore whose lines a new .npmignore repeats, if any

  friend bool operator==(const PackEdit&, const PackEdit&) = default;
};

/// The content that the file has after the edit; `directory` is that of the package in `tree`.
/// Layout and line ends stay. Fails where the file cannot be read or is not as the edit expects.
[[nodiscard]] Result<std::string> edited_content(const FileTree& tree, const std::string& directory,
                                                 const PackEdit& edit);

/// A rule that matches `path`, relative to the directory of the rule, and as little else as
/// possible: what is special in a rule stands in brackets or, where that does not help, as "?".
[[nodiscard]] std::string escaped_rule(std::string_view path);

}  // namespace packwarden
