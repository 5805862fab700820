#include "validate/generated.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/places.h"
#include "decode/source_mappings.h"

namespace packwarden {
namespace {

constexpr std::size_t kLongestUrl = 4096;

}  // namespace

void name_originals_of_generated(std::string_view bytes, const PathConcealer& conceal,
                                 std::vector<Finding>& found) {
  if (found.empty()) return;
  const std::string_view url = source_map_url(bytes);
  if (url.empty()) return;
  const std::optional<std::string> map = source_map_in(url);
  if (!map && url.size() > kLongestUrl) return;
  Places places(bytes);
  std::vector<Finding*> generated;
  for (Finding& finding : found) {
    if (finding.location.original) continue;
    const LineColumn place = places.at(finding.location.span.begin);
    finding.map =
        MapReference{map ? std::string() : std::string(url), {place.line, place.utf16_column()}};
    generated.push_back(&finding);
  }
  if (map) name_originals_by(*map, conceal, generated);
}

void name_originals_by(std::string_view map, const PathConcealer& conceal,
                       const std::vector<Finding*>& found) {
  auto mappings = SourceMappings::parse(map);
  for (Finding* finding : found) {
    const std::optional<MapReference> reference = std::exchange(finding->map, std::nullopt);
    if (!mappings || !reference) continue;
    auto original = mappings->original_at(reference->place);
    if (!original) continue;
    original->path = conceal(original->path);
    finding->location.original = std::move(original);
  }
}

}  // namespace packwarden
