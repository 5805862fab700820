#include "fix/address_edit.h"

#include <algorithm>
#include <vector>

#include "base/json.h"
#include "base/json_edit.h"
#include "check/address_user.h"

namespace packwarden {
std::string without_credentials(std::string manifest, std::span<const ByteSpan> places) {
  std::vector<ByteSpan> from_behind(places.begin(), places.end());
  std::sort(from_behind.begin(), from_behind.end(),
            [](const ByteSpan& a, const ByteSpan& b) { return a.begin > b.begin; });
  for (const ByteSpan& place : from_behind) {
    if (place.end > manifest.size() || place.begin >= place.end) continue;
    const auto value = parse_json(manifest.substr(place.begin, place.size()), "package.json");
    if (!value || value->string() == nullptr) continue;
    const auto url = without_users(*value->string());
    if (!url || *url == *value->string()) continue;
    manifest = with_json_value(std::move(manifest), {"", place, {}}, to_text(Json(*url), -1));
  }
  return manifest;
}

}  // namespace packwarden
