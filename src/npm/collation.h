#pragma once

#include <string>
#include <string_view>

namespace packwarden {

// npm sorts with ICU's English collation. For ASCII the keys below give exactly its order. Beyond
// ASCII they are an approximation without ICU's tables: letters of Latin-1 and Latin Extended-A
// count as their base letter with an accent, all else comes behind "z" by code point.

/// Appends what, compared by bytes, gives the order in which npm writes a tarball: by extension and
/// then by base name, both in lower case (src/npm/README.md section 7).
void append_tar_order_key(std::string_view path, std::string& out);
/// The same for paths whose first keys are equal: by the whole path.
void append_path_order_key(std::string_view path, std::string& out);

/// Appends what gives npm's order of `files` in `--json`: capitals and what has no case first, then
/// by letters with numbers as numbers, then by case. Equal keys keep the order of the tarball
/// (src/npm/README.md section 8).
void append_json_order_key(std::string_view path, std::string& out);

}  // namespace packwarden
