// The outline of a source map says of its sources what the parser of JSON does.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "decode/source_map_outline.h"

namespace {

using namespace packwarden;

const Json::Array* list_of(const Json& map, std::string_view key) {
  const Json* list = map.find(key);
  return list == nullptr ? nullptr : list->array();
}

/// How long a text is without carriage returns.
std::uint64_t size_of(const std::string& text) {
  const auto returns = std::count(text.begin(), text.end(), '\r');
  return text.size() - static_cast<std::uint64_t>(returns);
}

/// A key that stands twice, or in another spelling, is one to the parser alone.
bool has_plain_keys(std::string_view text) {
  const auto is_once = [text](std::string_view key) {
    const std::size_t at = text.find(key);
    return at != std::string_view::npos && text.find(key, at + 1) == std::string_view::npos;
  };
  return is_once("\"sources\"") && is_once("\"sourcesContent\"") &&
         text.find('\\') == std::string_view::npos &&
         text.find("\"sections\"") == std::string_view::npos;
}

void compare(const SourceMapOutline& outline, const Json& map) {
  const Json::Array* names = list_of(map, "sources");
  const Json::Array* contents = list_of(map, "sourcesContent");
  if (names == nullptr || contents == nullptr) return;
  if (outline.sources.size() != names->size()) std::abort();
  for (std::size_t i = 0; i < std::min(names->size(), contents->size()); ++i) {
    const std::string* content = (*contents)[i].string();
    const auto& bytes = outline.sources[i].bytes;
    if (bytes.has_value() != (content != nullptr)) std::abort();
    if (content != nullptr && *bytes != size_of(*content)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const SourceMapOutline outline = outline_source_map(text);
  if (outline.sources.size() > SourceMapOutline::kMostSources) std::abort();
  const auto map = parse_json(text, "fuzz");
  if (!map || map->object() == nullptr) return 0;
  if (outline.fault == "is no JSON") std::abort();
  if (has_plain_keys(text)) compare(outline, *map);
  return 0;
}
