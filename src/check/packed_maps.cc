#include "check/packed_maps.h"

#include <utility>

#include "check/package_check.h"

namespace packwarden {
namespace {

PackedMap packed_map(const FileFacts& file, const CarriedMap& map, std::string_view package) {
  PackedMap out{&file, &map, {}};
  for (const MappedSource& source : map.outline.sources) {
    out.sources.push_back(read_source_name(source.name, map.outline.root, file.path, package));
  }
  return out;
}

}  // namespace

std::span<const PackedMap> PackageView::maps() const {
  if (maps_ == nullptr) {
    std::vector<PackedMap> maps;
    for (const FileFacts& file : facts_) {
      for (const CarriedMap& map : file.maps) {
        if (map.outline.is_map) maps.push_back(packed_map(file, map, text_in_manifest("name")));
      }
    }
    maps_ = std::make_shared<const std::vector<PackedMap>>(std::move(maps));
  }
  return *maps_;
}

}  // namespace packwarden
