#include "check/json_texts.h"

#include <string>
#include <utility>
#include <vector>

#include "check/settings.h"

namespace packwarden {

std::optional<Json> json_within(std::string_view text, std::size_t limit) {
  if (text.size() > limit) return std::nullopt;
  auto parsed = parse_json(text, "", {.comments = true, .max_depth = 100});
  return parsed ? std::optional(*std::move(parsed)) : std::nullopt;
}

bool any_text(const Json& json,
              const std::function<bool(std::string_view key, std::string_view value)>& matches) {
  std::vector<std::pair<std::string_view, const Json*>> rest = {{"", &json}};
  while (!rest.empty()) {
    const auto [key, value] = rest.back();
    rest.pop_back();
    if (value->string() != nullptr && matches(key, *value->string())) return true;
    if (value->array() != nullptr) {
      for (const Json& element : *value->array()) rest.emplace_back(key, &element);
    }
    if (value->object() != nullptr) {
      for (const auto& [name, member] : *value->object()) rest.emplace_back(name, &member);
    }
  }
  return false;
}

bool has_secret_text(const Json& json) {
  return any_text(json, [](std::string_view key, std::string_view value) {
    return is_name_of_secret(key) && is_literal(value);
  });
}

}  // namespace packwarden
