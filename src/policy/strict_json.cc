#include "policy/strict_json.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/json_scanner.h"
#include "base/nearest.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostShown = 40;

}  // namespace

Result<std::vector<JsonPlace>> StrictJson::members(const JsonPlace& object) const {
  if (!bytes_of(object).starts_with('{')) return error(object, "not an object");
  std::vector<JsonPlace> out = json_children(text_, object);
  std::set<std::string_view> seen;
  for (const JsonPlace& member : out) {
    if (seen.insert(member.key).second) continue;
    return error(member, "the key \"" + member.key.substr(0, kMostShown) + "\" is there twice");
  }
  return out;
}

Result<std::vector<JsonPlace>> StrictJson::members(const JsonPlace& object,
                                                   std::span<const std::string_view> known) const {
  TRY_ASSIGN(std::vector<JsonPlace> out, members(object));
  for (const JsonPlace& member : out) {
    if (!is_one_of(member.key, known)) return error(member, unknown_name("key", member.key, known));
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

Result<std::string> StrictJson::words(const JsonPlace& place) const {
  TRY_ASSIGN(std::string out, string(place));
  if (trimmed(out).empty()) return error(place, "empty");
  return out;
}

std::string StrictJson::line_of(const JsonPlace& place) const {
  return where_ + ":" + std::to_string(place.start.line);
}

std::string StrictJson::position_of(const JsonPlace& place) const {
  return line_of(place) + ":" + std::to_string(place.start.column);
}

tl::unexpected<Error> StrictJson::error(const JsonPlace& place, std::string what) const {
  return fail(ErrorKind::config, position_of(place), std::move(what));
}

std::string unknown_name(std::string_view kind, std::string_view name,
                         std::span<const std::string_view> known) {
  std::string out = "unknown ";
  out.append(kind).append(" \"").append(name.substr(0, kMostShown)).append("\"");
  const std::string meant = did_you_mean(name, known);
  if (!meant.empty()) return out + meant;
  out += "; there are ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i > 0) out += i + 1 < known.size() ? ", " : " and ";
    out += known[i];
  }
  return out;
}

}  // namespace packwarden
