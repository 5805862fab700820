#include "check/build_output.h"

#include <algorithm>
#include <array>

#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 13> kLoaded = {
    "main", "module", "browser", "types", "typings", "exports", "imports",
    "bin",  "man",    "style",   "sass",  "unpkg",   "jsdelivr"};
constexpr std::string_view kWild = "*?[{(!";

/// Nested conditions; JSON is at most 512 levels deep.
void collect_texts(const Json& value, std::vector<std::string>& out) {
  if (const std::string* text = value.string()) out.push_back(*text);
  if (const Json::Array* elements = value.array()) {
    for (const Json& element : *elements) collect_texts(element, out);
  }
  if (const Json::Object* members = value.object()) {
    for (const auto& [key, member] : *members) collect_texts(member, out);
  }
}

std::string as_path(std::string_view text) {
  std::string out = normalize_path(text);
  out.erase(0, out.find_first_not_of('/'));
  while (out.ends_with('/')) out.pop_back();
  return out == "." ? std::string() : out;
}

}  // namespace

std::vector<std::string> loaded_paths(const Json& manifest) {
  std::vector<std::string> out;
  for (const std::string_view field : kLoaded) {
    if (const Json* value = manifest.find(field)) collect_texts(*value, out);
  }
  for (std::string& text : out) text = as_path(text);
  std::erase(out, "");
  return out;
}

std::vector<std::string> listed_files(const Json& manifest) {
  std::vector<std::string> out;
  const Json* files = manifest.find("files");
  if (files == nullptr || files->array() == nullptr) return out;
  for (const Json& entry : *files->array()) {
    if (entry.string() != nullptr) out.push_back(as_path(*entry.string()));
  }
  std::erase(out, "");
  return out;
}

BuildOutput::BuildOutput(const Json& manifest) {
  for (const std::string& path : loaded_paths(manifest)) {
    add(path);
    const std::size_t slash = path.substr(0, path.find_first_of(kWild)).rfind('/');
    if (slash != std::string::npos) directories_.insert(path.substr(0, slash + 1));
  }
  for (const std::string& path : listed_files(manifest)) add(path);
}

void BuildOutput::add(std::string_view path) {
  if (path.starts_with("..") || path.starts_with('!')) return;
  const std::size_t wild = path.find_first_of(kWild);
  if (wild == std::string_view::npos) {
    files_.emplace(path);
    directories_.insert(std::string(path) + "/");
    return;
  }
  const std::size_t slash = path.substr(0, wild).rfind('/');
  if (slash != std::string_view::npos) {
    directories_.emplace(path.substr(0, slash + 1));
  } else if (wild == 0 && path.size() > 2 && path[1] == '.' &&
             path.find_first_of("*?[{(!/", 1) == std::string_view::npos) {
    ends_.emplace_back(path.substr(1));
  }
}

bool BuildOutput::contains(std::string_view path) const {
  if (files_.contains(path)) return true;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (directories_.contains(path.substr(0, slash + 1))) return true;
  }
  return path.find('/') == std::string_view::npos &&
         std::any_of(ends_.begin(), ends_.end(),
                     [&](const std::string& end) { return path.ends_with(end); });
}

}  // namespace packwarden
