#include "npm/file_tree.h"

#include <algorithm>
#include <utility>

namespace packwarden {

Error file_too_large(std::string path, std::uint64_t limit) {
  return limit_error(std::move(path), "the file is too large", {"file-bytes", limit});
}

bool has_entry(const std::vector<DirectoryEntry>& entries, std::string_view name) {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), name,
      [](const DirectoryEntry& entry, std::string_view value) { return entry.name < value; });
  return found != entries.end() && found->name == name;
}

}  // namespace packwarden
