#include "npm/tree_path.h"

#include <algorithm>

#include "npm/posix_path.h"

namespace packwarden {

bool leads_up(std::string_view path) { return path == ".." || path.starts_with("../"); }

std::string beneath(const std::string& directory, const std::string& path) {
  if (directory.empty()) return path;
  if (path.empty()) return directory;
  if (!leads_up(path)) {
    std::string out(directory.size() + 1 + path.size(), '/');
    std::copy(directory.begin(), directory.end(), out.begin());
    std::copy(path.begin(), path.end(), out.end() - static_cast<std::ptrdiff_t>(path.size()));
    return out;
  }
  const std::string out = join_paths(directory, path);
  return out == "." ? std::string() : out;
}

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

bool is_at_or_below(std::string_view path, std::string_view top) {
  if (top.empty()) return true;
  return path.starts_with(top) && (path.size() == top.size() || path[top.size()] == '/');
}

std::string seen_from(const std::string& top, const std::string& path) {
  return top.empty() ? path : path.substr(std::min(top.size() + 1, path.size()));
}

}  // namespace packwarden
