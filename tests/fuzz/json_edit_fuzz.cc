// An edit of a JSON text gives a JSON text that differs in the one value, and in no byte outside of
// it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_edit.h"

namespace {

using namespace packwarden;

constexpr std::string_view kNew = R"({"new": ["\"", 1]})";

void expect(const std::string& edited, const Json& expected) {
  const auto json = parse_json(edited, "fuzz");
  if (!json || to_text(*json, -1) != to_text(expected, -1)) std::abort();
}

/// What stands before the first byte that differs, and behind the last one, is all there was but
/// for what is at `place`.
void expect_same_around(std::string_view before, std::string_view after, const JsonPlace& place) {
  const std::string_view head = before.substr(0, place.bytes.begin);
  const std::string_view tail = before.substr(place.bytes.end);
  if (!after.starts_with(head) || !after.ends_with(tail)) std::abort();
}

void edit_array(const std::string& text, const JsonPlace& root, const Json::Array& elements) {
  const std::vector<JsonPlace> places = json_children(text, root);
  Json::Array longer = elements;
  longer.push_back(*parse_json(kNew, "new"));
  expect(with_json_element(text, root, kNew), longer);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    Json::Array shorter = elements;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    const std::string without = without_json_element(text, root, i);
    expect(without, shorter);
    expect_same_around(text, without, root);
    Json::Array changed = elements;
    changed[i] = *parse_json(kNew, "new");
    const std::string with = with_json_value(text, places[i], kNew);
    expect(with, changed);
    expect_same_around(text, with, places[i]);
  }
}

void edit_object(const std::string& text, const JsonPlace& root, const Json::Object& members) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    const JsonStep step = std::string_view(members[i].first);
    Json::Object changed = members;
    changed[i].second = *parse_json(kNew, "new");
    expect(with_json_value(text, *find_json(text, {&step, 1}), kNew), changed);
  }
  const Json all(members);
  if (all.find("files") != nullptr) return;
  for (std::size_t after = 0; after <= json_children(text, root).size(); ++after) {
    const std::string edited = with_json_member(text, root, after, {"files", {"a\"", "b"}});
    const auto json = parse_json(edited, "fuzz");
    if (!json || json->object()->size() != members.size() + 1) std::abort();
    if (to_text(*json->find("files"), -1) != R"(["a\"","b"])") std::abort();
    for (const auto& [key, value] : members) {
      if (to_text(*json->find(key), -1) != to_text(value, -1)) std::abort();
    }
    expect_same_around(text, edited, root);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostBytes = 4096;  // each child is edited
  const std::string text(reinterpret_cast<const char*>(data),
                         size < kMostBytes ? size : kMostBytes);
  const auto json = parse_json(text, "fuzz");
  if (!json) return 0;
  const JsonPlace root = json_root(text);
  expect(with_json_value(text, root, kNew), *parse_json(kNew, "new"));
  if (json->array() != nullptr) edit_array(text, root, *json->array());
  if (json->object() != nullptr) edit_object(text, root, *json->object());
  return 0;
}
