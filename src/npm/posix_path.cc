#include "npm/posix_path.h"

#include <algorithm>
#include <vector>

namespace packwarden {
namespace {

/// The components of `path` with `.` and `..` resolved; of a relative path leading `..` stay.
std::vector<std::string_view> resolved(std::string_view path, bool is_absolute) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != ".." || (!is_absolute && (out.empty() || out.back() == ".."))) {
      out.push_back(part);
    } else if (!out.empty()) {
      out.pop_back();
    }
  }
  return out;
}

std::string_view without_trailing_slashes(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

}  // namespace

std::string normalize_path(std::string_view path) {
  if (path.empty()) return ".";
  const bool is_absolute = path.front() == '/';
  std::string out;
  for (const std::string_view part : resolved(path, is_absolute)) {
    if (!out.empty()) out += '/';
    out += part;
  }
  if (out.empty() && !is_absolute) out = ".";
  if (!out.empty() && path.back() == '/') out += '/';
  return is_absolute ? "/" + out : out;
}

std::string join_paths(std::string_view a, std::string_view b) {
  if (a.empty()) return normalize_path(b);
  if (b.empty()) return normalize_path(a);
  return normalize_path(std::string(a) + "/" + std::string(b));
}

std::string_view base_name(std::string_view path) {
  path = without_trailing_slashes(path);
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string_view directory_name(std::string_view path) {
  const std::string_view trimmed = without_trailing_slashes(path);
  if (trimmed.empty()) return path.empty() ? "." : "/";
  const std::size_t slash = trimmed.rfind('/');
  if (slash == std::string_view::npos) return ".";
  const std::string_view out = without_trailing_slashes(trimmed.substr(0, slash));
  return out.empty() ? "/" : out;
}

std::string relative_path(std::string_view from, std::string_view to) {
  const std::vector<std::string_view> here = resolved(from, true);
  const std::vector<std::string_view> there = resolved(to, true);
  const auto [own, other] = std::mismatch(here.begin(), here.end(), there.begin(), there.end());
  std::string out;
  for (auto part = own; part != here.end(); ++part) out += out.empty() ? ".." : "/..";
  for (auto part = other; part != there.end(); ++part) {
    if (!out.empty()) out += '/';
    out += *part;
  }
  return out.empty() ? "." : out;
}

std::string_view extension(std::string_view path) {
  const std::string_view name = base_name(path);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name == "..") return {};
  return name.substr(dot);
}

std::string clean_path(std::string path) {
  std::replace_if(
      path.begin(), path.end(), [](char c) { return c == '\\' || c == ':'; }, '/');
  return join_paths("/", path).substr(1);
}

}  // namespace packwarden
