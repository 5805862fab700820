#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// A file that the index or a commit has and what it is compared with has not, or not so.
struct GitChange {
  enum class Kind : std::uint8_t { file, symbolic_link, submodule, unmerged };

  std::string path;  // raw, from the top of the work tree
  Kind kind = Kind::file;
  std::uint32_t mode = 0;  // permission bits
  std::string id;          // of the blob, in hexadecimal
  /// Names of the blobs that stood there, by which git finds them; there may be none of a name.
  std::vector<std::string> before;
  std::string commit;  // whose change it is; "": that of the index
};

/// What `git diff --raw -z` or `git diff-tree --stdin -c --raw -z`, without renames, says
/// (git-diff-index(1), "raw output format", git 2.39). Pure, linear.
[[nodiscard]] Result<std::vector<GitChange>> parse_git_changes(std::string_view text);

/// Whether `text` is an id of git: 40 digits of SHA-1, or 64 of SHA-256.
[[nodiscard]] bool is_git_id(std::string_view text);
/// Whether it is the id by which git says that there is nothing.
[[nodiscard]] bool is_null_git_id(std::string_view text);

}  // namespace packwarden
