#include "npm/field_lines.h"

#include <array>
#include <vector>

#include "base/json_place.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 8> kFields = {
    "bin",   "browser", "bundleDependencies",  "directories",
    "files", "main",    "patchedDependencies", "workspaces"};

/// What origins call part number `index` of a field.
std::string name_of_part(const JsonPlace& field, const JsonPlace& part, std::size_t index) {
  if (field.key == "files") return "files[" + std::to_string(index) + "]";
  return field.key + "." + std::string(base_name(part.key));  // as programs are called
}

}  // namespace

FieldLines::FieldLines(std::string_view manifest) {
  std::map<std::string_view, const JsonPlace*> fields;
  const std::vector<JsonPlace> members = json_children(manifest, json_root(manifest));
  for (const JsonPlace& member : members) fields[member.key] = &member;
  for (const std::string_view name : kFields) {
    const auto found = fields.find(name);
    if (found == fields.end()) continue;
    const JsonPlace& field = *found->second;
    lines_[field.key] = field.start.line;
    if (name != "bin" && name != "files") continue;
    const std::vector<JsonPlace> parts = json_children(manifest, field);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      lines_[name_of_part(field, parts[i], i)] = parts[i].start.line;
    }
  }
}

std::uint64_t FieldLines::of(std::string_view field) const {
  const auto exact = lines_.find(field);
  if (exact != lines_.end()) return exact->second;
  const std::string_view whole = field.substr(0, field.find_first_of(".["));
  const auto line = lines_.find(whole);
  if (line != lines_.end()) return line->second;
  return whole == "bin" ? of("directories") : 0;
}

}  // namespace packwarden
