#include "check/map_sources.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

template <std::size_t size>
bool starts_with_any(std::string_view text, const std::array<std::string_view, size>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [text](std::string_view start) { return text.starts_with(start); });
}

/// `webpack:` of `webpack://app/./src/a.ts`, without the colon; "" of a path.
std::string_view scheme_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos || colon < 2) return "";  // one letter is a drive
  const std::string_view scheme = name.substr(0, colon);
  const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '+' || c == '.';
  });
  return is_scheme ? scheme : "";
}

bool is_drive(std::string_view path) {
  return path.size() > 2 && is_ascii_letter(path[0]) && path[1] == ':' &&
         (path[2] == '/' || path[2] == '\\');
}

/// The first segment of a path, or the first two of a scoped name.
std::string_view package_at(std::string_view path) {
  std::size_t end = path.find('/');
  if (path.starts_with('@') && end != std::string_view::npos) end = path.find('/', end + 1);
  return path.substr(0, end);
}

/// The package that the last `node_modules` of `path` holds; empty: there is none.
std::string_view installed_in(std::string_view path) {
  constexpr std::string_view kDirectory = "node_modules/";
  const std::size_t at = path.rfind(kDirectory);
  if (at == std::string_view::npos || (at > 0 && path[at - 1] != '/')) return {};
  return package_at(path.substr(at + kDirectory.size()));
}

/// What bundlers put in themselves.
bool is_made(std::string_view path) {
  constexpr std::array<std::string_view, 9> kStarts = {"webpack/",    "(webpack)", "external ",
                                                       "external%20", "ignored|",  "multi ",
                                                       "<",           "sync ",     "delegated "};
  return path.empty() || path.find('\0') != std::string_view::npos ||
         starts_with_any(path, kStarts);
}

std::string_view without_scope(std::string_view name) {
  return name.substr(name.find('/') == std::string_view::npos ? 0 : name.find('/') + 1);
}

SourceName read_path(std::string_view path, std::string_view directory) {
  const std::string_view package = installed_in(path);
  if (!package.empty()) return {SourcePlace::installed, std::string(package)};
  std::string joined = join_paths(directory, path);
  if (joined == ".." || joined.starts_with("../")) return {SourcePlace::outside, ""};
  return {SourcePlace::inside, std::move(joined)};
}

/// `webpack://NAME/./src/a.ts`: paths count from the directory of the package called so, or of this
/// one where there is no name.
SourceName read_webpack(std::string_view rest, std::string_view package) {
  const bool is_named = !rest.starts_with("///");
  while (rest.starts_with('/')) rest.remove_prefix(1);
  const std::string_view own = is_named ? package_at(rest) : std::string_view();
  const bool has_name = !own.empty() && own != "." && own != ".." && own.size() < rest.size();
  const std::string_view path = has_name ? rest.substr(own.size() + 1) : rest;
  if (is_made(rest) || is_made(path)) return {};
  SourceName out = read_path(path, "");
  if (out.place != SourcePlace::inside || !has_name || !path.starts_with("./")) return out;
  const std::string name = percent_decoded(own);
  const bool is_own = ascii_lower(without_scope(name)) == ascii_lower(without_scope(package));
  return is_own ? out : SourceName{SourcePlace::foreign, name};
}

}  // namespace

bool is_machine_path(std::string_view path) {
  constexpr std::array<std::string_view, 20> kStarts = {
      "/home/", "/Users/",   "/root/",   "/var/",       "/private/",   "/tmp/",        "/builds/",
      "/opt/",  "/mnt/",     "/usr/",    "/srv/",       "/workspace/", "/workspaces/", "/github/",
      "/data/", "/Volumes/", "/vercel/", "/codebuild/", "/__w/",       "/drone/"};
  return starts_with_any(path, kStarts) || is_drive(path) || path.starts_with("~/") ||
         path.starts_with("\\\\");
}

SourceName read_source_name(std::string_view name, std::string_view root, std::string_view map_path,
                            std::string_view package) {
  if (is_made(name)) return {};
  std::string whole(name);
  const bool is_whole = !scheme_of(name).empty() || name.starts_with('/') || is_drive(name);
  if (!root.empty() && !is_whole) {
    whole = std::string(root) + (root.ends_with('/') ? "" : "/") + whole;
  }
  if (is_machine_path(whole)) return {SourcePlace::machine, ""};
  if (whole.starts_with('/')) return {SourcePlace::root, ""};
  const std::string_view scheme = scheme_of(whole);
  if (scheme.empty()) return read_path(whole, directory_name(map_path));
  const std::string_view rest = std::string_view(whole).substr(scheme.size() + 1);
  if (scheme == "file") return {SourcePlace::machine, ""};
  if (scheme == "http" || scheme == "https") return {SourcePlace::remote, ""};
  return scheme == "webpack" ? read_webpack(rest, package) : SourceName();
}

}  // namespace packwarden
