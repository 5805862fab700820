#include "base/json_place.h"

#include <algorithm>
#include <utility>

#include "base/json_scanner.h"

namespace packwarden {
namespace {

std::string_view slice(std::string_view text, const ByteSpan& bytes) {
  return text.substr(bytes.begin, bytes.size());
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

const JsonPlaces::Container& JsonPlaces::container_at(const JsonPlace& place) {
  const auto [at, is_new] = containers_.try_emplace(place.bytes.begin);
  Container& container = at->second;
  if (!is_new) return container;
  container.children = json_children(text_, place);
  if (text_[place.bytes.begin] != '{') return container;
  for (std::size_t i = 0; i < container.children.size(); ++i) {
    container.by_key[container.children[i].key] = i;
  }
  return container;
}

std::optional<JsonPlace> JsonPlaces::find(std::span<const JsonStep> path) {
  if (!root_) root_ = json_root(text_);
  JsonPlace place = *root_;
  for (const JsonStep& step : path) {
    const auto* key = std::get_if<std::string_view>(&step);
    if (text_.substr(place.bytes.begin, 1) != (key != nullptr ? "{" : "[")) return std::nullopt;
    const Container& container = container_at(place);
    std::size_t index = container.children.size();
    if (key == nullptr) {
      index = std::get<std::size_t>(step);
    } else if (const auto found = container.by_key.find(*key); found != container.by_key.end()) {
      index = found->second;
    }
    if (index >= container.children.size()) return std::nullopt;
    place = container.children[index];
  }
  return place;
}

std::optional<JsonPlace> find_json(std::string_view text, std::span<const JsonStep> path) {
  return JsonPlaces(text).find(path);
}

}  // namespace packwarden
