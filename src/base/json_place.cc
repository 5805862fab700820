#include "base/json_place.h"

#include <algorithm>
#include <utility>

#include "base/json_scanner.h"

namespace packwarden {
namespace {

std::string_view slice(std::string_view text, const ByteSpan& bytes) {
  return text.substr(bytes.begin, bytes.size());
}

/// Whether the step leads from a container to its child number `index`.
bool leads_to(const JsonStep& step, const JsonPlace& child, std::size_t index) {
  if (const auto* number = std::get_if<std::size_t>(&step)) return *number == index;
  return std::get<std::string_view>(step) == child.key;
}

}  // namespace

JsonPlace json_root(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  JsonScanner scanner(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  const ByteSpan bytes = scanner.value().value_or(ByteSpan{scanner.at(), scanner.at()});
  return {"", bytes, line_column(text, bytes.begin)};
}

std::vector<JsonPlace> json_children(std::string_view text, const JsonPlace& parent) {
  std::vector<JsonPlace> out;
  JsonScanner scanner(text, parent.bytes.begin);
  const bool is_object = scanner.next() == '{';
  if (!is_object && scanner.next() != '[') return out;
  scanner.take(scanner.next());
  std::uint64_t offset = parent.bytes.begin;
  LineColumn known = parent.start;
  do {
    JsonPlace child;
    if (is_object) {
      const auto key = scanner.value();
      if (!key || !scanner.take(':')) break;
      child.key = unquoted_json(slice(text, *key));
    }
    const auto value = scanner.value();
    if (!value) break;
    child.bytes = *value;
    child.start = known = line_column_from(text, offset, known, value->begin);
    offset = value->begin;
    out.push_back(std::move(child));
  } while (scanner.take(','));
  return out;
}

std::optional<JsonPlace> find_json(std::string_view text, std::span<const JsonStep> path) {
  JsonPlace place = json_root(text);
  for (const JsonStep& step : path) {
    const bool by_key = std::holds_alternative<std::string_view>(step);
    if (text.substr(place.bytes.begin, 1) != (by_key ? "{" : "[")) return std::nullopt;
    std::optional<JsonPlace> next;
    const std::vector<JsonPlace> children = json_children(text, place);
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (leads_to(step, children[i], i)) next = children[i];
    }
    if (!next) return std::nullopt;
    place = std::move(*next);
  }
  return place;
}

}  // namespace packwarden
