#include "npm/tar_path.h"

#include <algorithm>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

constexpr std::string_view kPrefix = "package/";
constexpr std::size_t kNameBytes = 100;
constexpr std::size_t kPrefixBytes = 155;

bool is_separator(char c) { return c == '/' || c == '\\'; }
bool is_drive_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t skip_separators(std::string_view path, std::size_t at) {
  while (at < path.size() && is_separator(path[at])) ++at;
  return at;
}

std::size_t skip_name(std::string_view path, std::size_t at) {
  while (at < path.size() && !is_separator(path[at])) ++at;
  return at;
}

/// The length of the root of `path` by `path.win32.parse` of Node.js 20: "c:", "c:\", "\",
/// "\\server\share\".
std::size_t windows_root(std::string_view path) {
  if (path.empty()) return 0;
  if (is_separator(path[0])) {
    if (path.size() == 1 || !is_separator(path[1])) return 1;
    const std::size_t server = skip_name(path, 2);
    const std::size_t share = skip_separators(path, server);
    if (server == 2 || share == server || share == path.size()) return 1;
    const std::size_t end = skip_name(path, share);
    return std::min(end + 1, path.size());
  }
  if (path.size() < 2 || !is_drive_letter(path[0]) || path[1] != ':') return 0;
  return path.size() > 2 && is_separator(path[2]) ? 3 : 2;
}

std::string_view without_roots(std::string_view path) {
  while (true) {
    const std::size_t root = windows_root(path);
    if (root == 0) return path;
    const bool is_slash = path.front() == '/' && path.substr(0, 4) != "//?/";
    path.remove_prefix(is_slash ? 1 : root);
  }
}

std::string prefixed(std::string_view path) {
  if (path.starts_with("./")) path.remove_prefix(2);
  if (path == ".") path = {};
  return std::string(kPrefix) + std::string(path);
}

/// The first `count` UTF-16 units, then no more than `bytes` whole characters of it: npm cuts
/// twice.
std::string cut(std::string_view text, std::size_t count, std::size_t bytes) {
  std::string out = to_utf8(to_utf16(text).substr(0, count));
  if (out.size() <= bytes) return out;
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
  return out.substr(0, end);
}

}  // namespace

std::string tar_path(std::string_view path) {
  const std::string_view stripped = without_roots(path);
  return prefixed(stripped.empty() ? "./" : stripped);
}

std::string tar_link_path(std::string_view path) { return prefixed(path); }

TarName tar_name(std::string_view path) {
  TarName out;
  const bool ascii = is_ascii(path);
  if (path.size() < kNameBytes) return {std::string(path), {}, !ascii};
  std::string prefix(directory_name(path));
  std::string name(base_name(path));
  do {
    if (prefix.size() <= kPrefixBytes) {
      const bool fits = name.size() <= kNameBytes;
      out.name = fits ? name : cut(name, kNameBytes - 1, kNameBytes);
      out.prefix = prefix;
      out.needs_pax = !fits || !ascii;
      return out;
    }
    name = join_paths(base_name(prefix), name);
    prefix = directory_name(prefix);
  } while (prefix != "." && prefix != "/");
  return {cut(path, kNameBytes - 1, kNameBytes), {}, true};
}

std::string listed_path(std::string_view tar_path) {
  std::string path(tar_path);
  const TarName name = tar_name(tar_path);
  // npm's reader takes a pax record apart at line ends and so loses a path that has one.
  if (name.needs_pax && path.find('\n') != std::string::npos) {
    path = name.prefix.empty() ? name.name : name.prefix + "/" + name.name;
  }
  if (path.starts_with(kPrefix)) path.erase(0, kPrefix.size());
  return path;
}

}  // namespace packwarden
