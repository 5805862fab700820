#include "fix/address_edit.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_edit.h"

namespace packwarden {
namespace {

/// RFC 3986, section 3.2.1: `scheme://user:password@host` without what is before the host.
std::string without_user(const std::string& url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return url;
  const std::size_t begin = scheme_end + 3;
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::size_t at = url.substr(0, end).rfind('@');
  return at == std::string::npos || at < begin ? url : url.substr(0, begin) + url.substr(at + 1);
}

}  // namespace

std::string without_credentials(std::string manifest, std::span<const ByteSpan> places) {
  std::vector<ByteSpan> from_behind(places.begin(), places.end());
  std::sort(from_behind.begin(), from_behind.end(),
            [](const ByteSpan& a, const ByteSpan& b) { return a.begin > b.begin; });
  for (const ByteSpan& place : from_behind) {
    if (place.end > manifest.size() || place.begin >= place.end) continue;
    const auto value = parse_json(manifest.substr(place.begin, place.size()), "package.json");
    if (!value || value->string() == nullptr) continue;
    const std::string url = without_user(*value->string());
    if (url == *value->string()) continue;
    manifest = with_json_value(std::move(manifest), {"", place, {}}, to_text(Json(url), -1));
  }
  return manifest;
}

}  // namespace packwarden
