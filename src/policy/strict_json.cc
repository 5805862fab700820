#include "policy/strict_json.h"

#include <algorithm>
#include <utility>

#include "base/json_scanner.h"
#include "base/text.h"

namespace packwarden {
namespace {

std::string unknown_key(const std::string& key, std::span<const std::string_view> known) {
  constexpr std::size_t kMostShown = 40;
  std::string out = "unknown key \"" + key.substr(0, kMostShown) + "\"; there are ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i > 0) out += i + 1 < known.size() ? ", " : " and ";
    out += known[i];
  }
  return out;
}

}  // namespace

Result<std::vector<JsonPlace>> StrictJson::members(const JsonPlace& object,
                                                   std::span<const std::string_view> known) const {
  if (!bytes_of(object).starts_with('{')) return error(object, "not an object");
  std::vector<JsonPlace> out = json_children(text_, object);
  for (auto member = out.begin(); member != out.end(); ++member) {
    if (!is_one_of(member->key, known)) return error(*member, unknown_key(member->key, known));
    const bool is_twice = std::any_of(
        out.begin(), member, [&](const JsonPlace& other) { return other.key == member->key; });
    if (is_twice) return error(*member, "the key \"" + member->key + "\" is there twice");
  }
  return out;
}

Result<std::vector<JsonPlace>> StrictJson::elements(const JsonPlace& array) const {
  if (!bytes_of(array).starts_with('[')) return error(array, "not an array");
  return json_children(text_, array);
}

Result<std::string> StrictJson::string(const JsonPlace& place) const {
  constexpr std::size_t kLongest = 4096;
  const std::string_view raw = bytes_of(place);
  if (!raw.starts_with('"')) return error(place, "not a text between quotes");
  std::string out = unquoted_json(raw);
  if (out.size() > kLongest) return error(place, "a text of more than 4096 bytes");
  return out;
}

tl::unexpected<Error> StrictJson::error(const JsonPlace& place, std::string what) const {
  return fail(
      ErrorKind::config,
      where_ + ":" + std::to_string(place.start.line) + ":" + std::to_string(place.start.column),
      std::move(what));
}

}  // namespace packwarden
