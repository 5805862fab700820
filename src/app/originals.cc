#include "app/originals.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "decode/source_mappings.h"
#include "validate/generated.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kLargestMap = std::uint64_t{128} << 20U;

}  // namespace

void name_originals(Source& source, Inspector& names, std::vector<Examined::Located>& findings) {
  std::map<std::string, std::vector<Finding*>> by_map;
  for (Examined::Located& located : findings) {
    Finding& finding = located.finding;
    if (!finding.map) continue;
    by_map[published_path(finding.location.path, finding.map->url)].push_back(&finding);
  }
  const auto conceal = [&](std::string_view path) { return names.conceal(path); };
  for (const auto& [path, of_map] : by_map) {
    const auto map = path.empty() ? std::nullopt : source.find(path, kLargestMap);
    if (map) name_originals_by(*map, conceal, of_map);
  }
}

}  // namespace packwarden
