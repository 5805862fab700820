#include "app/packing_lines.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "npm/field_lines.h"
#include "npm/manifest.h"

namespace packwarden {
namespace {

/// What stands in front of the first component with a wildcard: "dist" of "./dist/**/*.js".
std::string fixed_part(std::string_view entry) {
  while (entry.starts_with("./") || entry.starts_with('/'))
    entry.remove_prefix(entry.find('/') + 1);
  const std::size_t wildcard = entry.find_first_of("*?[{(");
  if (wildcard != std::string_view::npos) {
    const std::size_t slash = entry.substr(0, wildcard).rfind('/');
    entry = entry.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
  while (entry.ends_with('/')) entry.remove_suffix(1);
  return std::string(entry);
}

bool leads_to(std::string_view part, std::string_view path) {
  return part.empty() || part == "." || part == path ||
         (path.starts_with(part) && path[part.size()] == '/');
}

/// Which entry of `files` packs `path`; none: no entry does.
std::optional<std::size_t> entry_for(std::string_view path, const std::vector<std::string>& parts) {
  std::optional<std::size_t> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_longer = !out || parts[i].size() > parts[*out].size();
    if (!parts[i].starts_with('!') && is_longer && leads_to(parts[i], path)) out = i;
  }
  return out;
}

}  // namespace

std::vector<std::string> untracked_paths(const std::vector<PackedPath>& packed) {
  std::vector<std::string> out;
  for (const PackedPath& file : packed) {
    const bool may_be_known = file.origin == Origin::unknown || file.origin == Origin::tracked;
    if (!may_be_known) out.push_back(file.path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<PackingLine> packing_lines_of(const Package* package,
                                          const std::vector<std::string>& untracked,
                                          const std::vector<Judged>& findings) {
  std::vector<PackingLine> out;
  if (package == nullptr || untracked.empty() || findings.empty()) return out;
  const auto& files = package->manifest().files;
  if (!files) return out;
  const auto text = package->tree().read(package->path_of("package.json"), kMaxManifestBytes);
  if (!text) return out;
  std::set<std::string_view> sought;
  for (const Judged& judged : findings) {
    const std::string_view path = judged.finding.location.path;
    sought.insert(path.substr(0, path.find('!')));
  }
  std::vector<std::string> parts;
  for (const std::string& entry : *files) parts.push_back(fixed_part(entry));
  const FieldLines lines(*text);
  for (const std::string& path : untracked) {
    if (!sought.contains(path)) continue;
    const auto entry = entry_for(path, parts);
    const std::uint64_t line = entry ? lines.of("files[" + std::to_string(*entry) + "]") : 0;
    if (line > 0) out.push_back({path, line});
  }
  return out;
}

}  // namespace packwarden
