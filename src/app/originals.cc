#include "app/originals.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "npm/posix_path.h"
#include "validate/generated.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kLargestMap = std::uint64_t{128} << 20U;

/// The published path of the map that `url` names in the file at `path`; empty: it is elsewhere.
std::string map_path(const std::string& path, std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (url.empty() || url.starts_with('/') || url.find(':') != std::string_view::npos) return {};
  const std::string out = join_paths(directory_name(path), percent_decoded(url));
  return out.starts_with("..") ? std::string() : out;
}

}  // namespace

void name_originals(Source& source, Inspector& names, std::vector<Examined::Located>& findings) {
  std::map<std::string, std::vector<Finding*>> by_map;
  for (Examined::Located& located : findings) {
    Finding& finding = located.finding;
    if (!finding.map) continue;
    by_map[map_path(finding.location.path, finding.map->url)].push_back(&finding);
  }
  const auto conceal = [&](std::string_view path) { return names.conceal(path); };
  for (const auto& [path, of_map] : by_map) {
    const auto map = path.empty() ? std::nullopt : source.find(path, kLargestMap);
    if (map) name_originals_by(*map, conceal, of_map);
  }
}

}  // namespace packwarden
