// The places of a JSON text's values hold the values that the parser finds there. What is no JSON
// has places inside the text.

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_place.h"

namespace {

using namespace packwarden;

std::string_view slice(std::string_view text, const JsonPlace& place) {
  if (place.bytes.begin > place.bytes.end || place.bytes.end > text.size()) std::abort();
  return text.substr(place.bytes.begin, place.bytes.size());
}

void check_value(std::string_view text, const JsonPlace& place, const Json& expected) {
  const auto json = parse_json(slice(text, place), "slice");
  if (!json || to_text(*json, -1) != to_text(expected, -1)) std::abort();
  if (line_column(text, place.bytes.begin) != place.start) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const JsonPlace root = json_root(text);
  const std::vector<JsonPlace> children = json_children(text, root);
  for (const JsonPlace& child : children) (void)slice(text, child);
  const auto json = parse_json(text, "fuzz");
  if (!json) return 0;
  check_value(text, root, *json);
  if (const Json::Array* elements = json->array()) {
    if (elements->size() != children.size()) std::abort();
    for (std::size_t i = 0; i < children.size(); ++i) {
      check_value(text, children[i], (*elements)[i]);
    }
  } else if (const Json::Object* members = json->object()) {
    for (const auto& [key, value] : *members) {
      const JsonStep step = std::string_view(key);
      const auto place = find_json(text, {&step, 1});
      if (!place) std::abort();
      check_value(text, *place, value);
    }
  } else if (!children.empty()) {
    std::abort();
  }
  return 0;
}
