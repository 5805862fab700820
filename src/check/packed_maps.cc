#include "check/packed_maps.h"

namespace packwarden {

std::vector<PackedMap> maps_of(const PackageView& package) {
  std::vector<PackedMap> out;
  for (const FileFacts& file : package.facts()) {
    for (const CarriedMap& map : file.maps) {
      if (map.outline.is_map) out.push_back({&file, &map});
    }
  }
  return out;
}

}  // namespace packwarden
