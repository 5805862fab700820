#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/packed_maps.h"

namespace packwarden {
namespace {

/// Whether a file is called like the map of a program or a style sheet. Others are called `.map`,
/// too: maps of games, of linkers.
bool is_called_map(std::string_view path) {
  constexpr std::array<std::string_view, 6> kEnds = {".js.map",  ".cjs.map", ".mjs.map",
                                                     ".css.map", ".ts.map",  ".mts.map"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [path](std::string_view end) { return path.ends_with(end); });
}

void run_invalid(const PackageView& package, PackageHits& hits) {
  std::vector<Location> places;
  std::string_view first;
  for (const FileFacts& file : package.facts()) {
    for (const CarriedMap& map : file.maps) {
      const bool is_meant = map.outline.is_map || is_called_map(file.path);
      if (map.outline.fault.empty() || !is_meant) continue;
      if (places.empty()) first = map.outline.fault;
      places.push_back(map.at);
    }
  }
  if (places.empty()) return;
  hits.add({hits.severity(),
            counted(places.size(), "map") + ", of which the first " + std::string(first) + ".", ""},
           places);
}

struct Largest {
  const PackedMap* map = nullptr;
  std::uint64_t sum = 0;
};

Largest largest_of(std::span<const PackedMap> maps) {
  Largest out;
  for (const PackedMap& packed : maps) {
    out.sum += packed.map->bytes;
    if (out.map == nullptr || packed.map->bytes > out.map->map->bytes) out.map = &packed;
  }
  return out;
}

void run_size(const PackageView& package, PackageHits& hits) {
  constexpr std::uint64_t kLarge = std::uint64_t{5} << 20U;
  constexpr std::uint64_t kSmallPackage = 100'000;
  std::uint64_t total = 0;
  for (const PackedPath& file : package.files()) total += file.bytes;
  const std::span<const PackedMap> maps = package.maps();
  const Largest largest = largest_of(maps);
  const bool is_large = largest.map != nullptr && largest.map->map->bytes > kLarge;
  const bool is_most = total >= kSmallPackage && largest.sum > total / 2;
  if (!is_large && !is_most) return;
  std::string detail = counted(maps.size(), "map") + (maps.size() == 1 ? " takes " : " take ") +
                       human_bytes(largest.sum) + " of " + human_bytes(total);
  if (is_large) detail += ", the largest one " + human_bytes(largest.map->map->bytes);
  const std::array<Location, 1> place = {largest.map->map->at};
  hits.add({is_large && !largest.map->file->is_aside ? Severity::medium : Severity::note,
            detail + ".", ""},
           place);
}

}  // namespace

const PackageCheck kMapInvalid = {
    {"map-invalid", Severity::note, "Source maps that cannot be read",
     "What they say was not analysed; their bytes were looked at as those of any file.",
     "Build the maps again, or leave them out."},
    run_invalid};

const PackageCheck kMapSize = {
    {"map-size", Severity::note, "Large source maps",
     "Everybody who installs the package loads them, and hardly anybody uses them.",
     "Leave the maps out, with `!**/*.map` behind the other patterns of `files`; then look at the "
     "list of files."},
    run_size};

}  // namespace packwarden
